import { poll } from '../api.js';
import { processColor, processName } from '../application.js';
import { h } from '../dom.js';
import { identifier, notes, processLabel } from '../facts.js';
import { pageHeading, textFilter } from '../filters.js';
import { count, counted, duration, exactDuration, exactMoment, moment } from '../format.js';
import { Panel } from '../panel.js';
import { query, setQuery } from '../router.js';
import { spanDetails } from './span-details.js';
import { Waterfall } from './waterfall.js';

export function traceView(main, traceId) {
  const heading = pageHeading('Trace');
  const facts = h('div.trace-facts');
  const panel = new Panel('Details of the span', () => select(null));
  const waterfall = new Waterfall(span => select(span.spanId));
  const found = h('span.matches', { role: 'status' });
  const filter = textFilter({ label: 'Find spans', onChange: text => {
    const { length } = waterfall.find(text);
    found.textContent = text === '' ? '' : length === 0 ? 'No match' : counted(length, 'match', 'matches');
  } });
  const fold = (label, collapsed) => h('button.quiet', { type: 'button', onclick: () => waterfall.setAllCollapsed(collapsed) }, label);
  main.append(
    h('div.toolbar', null, h('a.back', { href: '/traces' }, 'Traces'), heading, fold('Collapse all', true), fold('Expand all', false), found, filter),
    facts,
    h('div.split', null, waterfall.grid, panel.element));

  // Jumps within the trace select, without leaving the page.
  panel.element.addEventListener('click', event => {
    const jump = event.target.closest('[data-jump]');
    if (!jump || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(jump.dataset.jump, 'center');
  });

  let shown;
  let resources = [];
  const details = span => spanDetails(traceId, span, resources[span.resource]);

  function select(spanId, block) {
    setQuery({ span: spanId });
    const span = waterfall.select(spanId, block);
    if (!span) return;
    panel.open(spanId, span.name, details(span), waterfall.grid);
    shown = JSON.stringify(span);
  }

  /** A span may get its links or notes later. */
  function refreshDetails() {
    const span = panel.isOpen && waterfall.tree.get(panel.key);
    if (!span || JSON.stringify(span) === shown) return;
    shown = JSON.stringify(span);
    panel.show(details(span));
  }

  let wanted = query().get('span');
  function onAnswer(trace) {
    const root = trace.spans[0];
    heading.querySelector('h1').textContent = root?.name ?? traceId;
    facts.replaceChildren(...traceFacts(trace).filter(Boolean));
    resources = trace.resources;
    waterfall.update(trace);
    refreshDetails();
    if (!wanted || !waterfall.tree.get(wanted)) return;
    select(wanted, 'center');
    wanted = null;
  }

  const polling = poll({
    path: () => `/api/traces/${encodeURIComponent(traceId)}`,
    everyMs: 1000,
    onAnswer,
    onRefusal: ({ status, message }) => {
      facts.replaceChildren(h('p.muted', null, status === 404 ? 'No span of this trace is here: none was received yet, or they were dropped to make room.' : message));
    },
  });
  return () => {
    polling.stop();
    panel.dispose();
    waterfall.list.dispose();
  };
}

function traceFacts({ traceId, start, durationNs, spans, services, notes: texts }) {
  const errors = spans.filter(span => span.failed).length;
  return [
    h('dl', null,
      h('div', null, h('dt', null, 'Start'), h('dd', { title: exactMoment(start) }, moment(start))),
      h('div', null, h('dt', null, 'Duration'), h('dd', { title: exactDuration(durationNs) }, duration(durationNs))),
      h('div', null, h('dt', null, 'Spans'), h('dd', null, count(spans.length))),
      h('div', null, h('dt', null, 'Errors'), h('dd', { class: errors > 0 ? 'bad' : null }, count(errors))),
      h('div', null, h('dt', null, 'Id'), h('dd', null, identifier('trace id', traceId)))),
    h('ul.processes', { 'aria-label': 'Processes' }, services.map(({ service, instance, spans: number }) =>
      h('li', null, processLabel(processName(service, instance), processColor(service, instance), h('span.muted', null, count(number)))))),
    notes(texts),
  ];
}
