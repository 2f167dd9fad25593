import { withQuery } from '../api.js';
import { processColor, processName } from '../application.js';
import { h } from '../dom.js';
import { fact, identifier, notes, pairs, processLabel } from '../facts.js';
import { duration, exactDuration } from '../format.js';
import { icon } from '../icons.js';

/** Everything that is known of a span, and of its process. */
export function spanDetails(traceId, span, resourceAttributes) {
  return [
    span.failed && h('p.message.bad', null, icon('failed'), span.statusMessage || 'Failed'),
    notes(span.notes),
    h('section', null, h('h3', null, 'Span'), h('table.facts', { 'aria-label': 'Span' }, h('tbody', null,
      fact('process', processLabel(processName(span.service, span.instance), processColor(span.service, span.instance))),
      fact('kind', span.kind),
      fact('start', h('span', { title: exactDuration(span.offsetNs) }, `${duration(span.offsetNs)} after the trace's`)),
      fact('duration', h('span', { title: exactDuration(span.durationNs) }, duration(span.durationNs))),
      fact('source', span.scope),
      !span.failed && span.statusMessage !== '' && fact('status', span.statusMessage),
      fact('span', identifier('span id', span.spanId)),
      span.parentSpanId !== '' && fact('parent', h('a', { href: `/traces/${traceId}?span=${span.parentSpanId}`, 'data-jump': span.parentSpanId }, span.parentSpanId)),
      fact('logs', h('a', { href: withQuery('/logs', { trace: traceId, span: span.spanId }) }, 'Log lines of this span'))))),
    pairs('Attributes', span.attributes),
    events(span),
    links('Links to', traceId, span.links),
    links('Linked from', traceId, span.linkedFrom),
    pairs('Resource attributes', resourceAttributes),
  ];
}

function events({ events, offsetNs }) {
  if (events.length === 0) return null;
  return h('section', null, h('h3', null, 'Events'), h('ol.events', null, events.map(event => h('li', null,
    h('p', null, h('strong', null, event.name), h('span.muted', { title: exactDuration(event.offsetNs) },
      ` ${duration(event.offsetNs)}, ${duration(event.offsetNs - offsetNs)} into the span`)),
    event.attributes.length > 0 && h('table.facts', { 'aria-label': `Attributes of ${event.name}` },
      h('tbody', null, event.attributes.map(({ key, value }) => fact(key, value))))))));
}

function links(title, traceId, list) {
  if (list.length === 0) return null;
  return h('section', null, h('h3', null, title), h('ul.links', { 'aria-label': title }, list.map(link => h('li', null,
    jump(traceId, link),
    link.attributes.length > 0 && h('table.facts', { 'aria-label': 'Attributes of the link' },
      h('tbody', null, link.attributes.map(({ key, value }) => fact(key, value))))))));
}

/** To a span of this trace, to another trace, or, when that was not received, just its ids. */
function jump(traceId, { traceId: to, spanId, name, service }) {
  if (name === null) return h('span.muted', null, `Span ${spanId} of trace ${to}, which is not here`);
  const here = to === traceId;
  return h('a', { href: `/traces/${to}?span=${spanId}`, 'data-jump': here ? spanId : null },
    service ? processLabel(service, processColor(service, '')) : null, h('span', null, name), !here && h('span.muted', null, ' in another trace'));
}
