import { poll, withQuery } from '../api.js';
import { h } from '../dom.js';
import { pageHeading, processChoice, textFilter, toggle } from '../filters.js';
import { counted } from '../format.js';
import { listEnd } from '../list-end.js';
import { NewestFirst, clickWholeRow, moveByArrows } from '../rows.js';
import { query, setQuery } from '../router.js';
import { traceRow } from './trace-row.js';

const columns = ['Time', 'Trace', 'Processes', 'Spans', 'Duration'];

export function tracesView(main) {
  const filters = query();
  const summary = h('p.summary');
  const body = h('tbody');
  const filter = key => value => { setQuery({ [key]: value }); askAnew(); };
  const minMs = textFilter({ label: 'Min. ms', value: filters.get('minMs'), onChange: filter('minMs') });
  const end = listEnd('No traces: none was received yet, or none is what the filters look for.', () => polling.refresh());
  const scroller = h('div.scroll', { tabindex: -1 });
  const list = new NewestFirst({ scroller, body, keyOf: trace => trace.traceId, createRow: traceRow, isReading: () => false });
  minMs.type = 'text';
  minMs.inputMode = 'decimal';
  minMs.classList.add('short');
  minMs.setAttribute('aria-label', 'Minimum duration in milliseconds');
  scroller.append(list.button, h('table.list.traces', { 'aria-label': 'Traces' },
    h('thead', null, h('tr', null, columns.map(name => h(`th.${name.toLowerCase()}`, { scope: 'col' }, name)))), body), end.element);
  main.append(
    h('div.toolbar', null, pageHeading('Traces', summary),
      processChoice({ value: filters.get('resource'), onChange: filter('resource') }),
      minMs,
      toggle({ label: 'Errors only', pressed: filters.get('errors') === 'true', onChange: filter('errors') }),
      textFilter({ label: 'Filter by text', value: filters.get('text'), onChange: filter('text') })),
    scroller);
  moveByArrows(body);
  clickWholeRow(body);

  let anew = true;
  function askAnew() {
    anew = true;
    end.reset();
    polling.refresh();
  }

  function onAnswer({ traces, total, droppedSpans }) {
    if (anew) scroller.scrollTop = 0;
    minMs.setAttribute('aria-invalid', 'false');
    const longest = Math.max(1, ...traces.map(trace => trace.durationNs));
    list.update(traces.map(trace => ({ ...trace, share: trace.durationNs / longest })), anew);
    anew = false;
    end.update(traces.length, total);
    summary.textContent = [counted(total, 'trace'), droppedSpans > 0 && `${counted(droppedSpans, 'older span')} dropped`].filter(Boolean).join(', ');
  }

  const polling = poll({
    path: () => {
      const { text, resource, minMs, errors } = Object.fromEntries(query());
      return withQuery('/api/traces', { text, resource, minMs, errors, limit: end.limit });
    },
    everyMs: 1000,
    onAnswer,
    onRefusal: ({ message }) => {
      summary.textContent = message;
      minMs.setAttribute('aria-invalid', String(minMs.value !== ''));
    },
  });
  return () => polling.stop();
}
