import { processColor, processName } from '../application.js';
import { content, h } from '../dom.js';
import { count, counted, duration, exactDuration, exactMoment, moment } from '../format.js';
import { processLabel } from '../facts.js';
import { icon } from '../icons.js';

/** A trace grows while its spans arrive: the row is kept, its cells follow. */
export function traceRow({ traceId }) {
  const element = h('tr');
  const link = h('a.row-main', { href: `/traces/${traceId}` });
  const cells = Object.fromEntries(['time', 'trace', 'processes', 'spans', 'duration'].map(name => [name, h(`td.${name}`)]));
  const fill = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, content(cell)]));
  element.append(...Object.values(cells));

  function update(trace) {
    fill.time(trace.start, start => h('time', { datetime: start, title: exactMoment(start) }, moment(start)));
    fill.trace([trace.name, trace.service, trace.errors, marks(trace)], () => [nameLink(link, trace), ...marks(trace).map(text => icon('note', text))]);
    fill.processes(trace.services, services => h('ul.processes', null, services.map(({ service, instance, spans }) =>
      h('li', { title: counted(spans, 'span') }, processLabel(processName(service, instance), processColor(service, instance), h('span.muted', null, count(spans)))))));
    fill.spans([trace.spans, trace.errors], ([spans, errors]) => [count(spans), errors > 0 && h('span.errors', null, icon('failed'), counted(errors, 'error'))].filter(Boolean));
    fill.duration([trace.durationNs, trace.share], ([ns, share]) => h('span.measure', { title: exactDuration(ns), vars: { '--share': share } }, duration(ns)));
  }

  return { element, update };
}

/** The link itself stays, and the focus on it. */
function nameLink(link, { name, service, services }) {
  const { instance } = services.find(each => each.service === service) ?? {};
  link.replaceChildren(processLabel(processName(service, services.filter(each => each.service === service).length > 1 ? null : instance), processColor(service, instance)), h('span.trace-name', null, name));
  return link;
}

const marks = ({ hasRoot, droppedSpans }) => [
  !hasRoot && 'Its root span was not received; this is its earliest one.',
  droppedSpans > 0 && `${counted(droppedSpans, 'span')} of it dropped`,
].filter(Boolean);
