import { poll, withQuery } from '../api.js';
import { h } from '../dom.js';
import { choice, chip, pageHeading, processChoice, textFilter } from '../filters.js';
import { count, counted } from '../format.js';
import { listEnd } from '../list-end.js';
import { NewestFirst, clickWholeRow, markChosen, moveByArrows } from '../rows.js';
import { Panel } from '../panel.js';
import { query, setQuery } from '../router.js';
import { logDetails } from './log-details.js';
import { logRow } from './log-row.js';

const levels = [['', 'All levels'], ...['Debug', 'Information', 'Warning', 'Error', 'Critical'].map(level => [level, level === 'Critical' ? level : `${level} and above`])];
const columns = ['Time', 'Level', 'Resource', 'Message', 'Trace'];

export function logsView(main) {
  const filters = query();
  const summary = h('p.summary');
  const body = h('tbody');
  const chips = h('div.chips');
  const filter = key => value => { setQuery({ [key]: value }); askAnew(); };
  const panel = new Panel('Details of the log line', () => { markChosen(null); list.release(); });
  const end = listEnd('No log lines: none was received yet, or none is what the filters look for.', () => polling.refresh());
  const scroller = h('div.scroll', { tabindex: -1 });
  const list = new NewestFirst({ scroller, body, keyOf: log => log.number, createRow: log => logRow(log, open), isReading: () => panel.isOpen });
  scroller.append(list.button, h('table.list.logs', { 'aria-label': 'Structured logs' },
    h('thead', null, h('tr', null, columns.map(name => h(`th.${name.toLowerCase()}`, { scope: 'col' }, name)))), body), end.element);
  main.append(
    h('div.toolbar', null, pageHeading('Structured logs', summary),
      choice({ label: 'Level', value: filters.get('level'), options: levels, onChange: filter('level') }),
      processChoice({ value: filters.get('resource'), onChange: filter('resource') }),
      textFilter({ label: 'Filter by text', value: filters.get('text'), onChange: filter('text') })),
    chips,
    h('div.split', null, scroller, panel.element));
  moveByArrows(body);
  clickWholeRow(body);
  showChips();

  function showChips() {
    const remove = changes => () => { setQuery(changes); showChips(); askAnew(); };
    const trace = query().get('trace');
    const span = query().get('span');
    chips.replaceChildren(...[
      trace && chip(`trace ${trace.slice(0, 8)}`, remove({ trace: null, span: null })),
      span && chip(`span ${span.slice(0, 8)}`, remove({ span: null })),
    ].filter(Boolean));
  }

  let anew = true;
  function askAnew() {
    anew = true;
    end.reset();
    polling.refresh();
  }

  function open(log, button) {
    markChosen(button);
    panel.open(log.number, log.level, logDetails(log), button);
  }

  function onAnswer({ logs, total, dropped }) {
    if (anew) scroller.scrollTop = 0;
    list.update(logs, anew);
    anew = false;
    end.update(logs.length, total);
    summary.textContent = [counted(total, 'line'), dropped > 0 && `${count(dropped)} older dropped`].filter(Boolean).join(', ');
  }

  const polling = poll({
    path: () => {
      const { level, resource, text, trace, span } = Object.fromEntries(query());
      return withQuery('/api/logs', { level, resource, text, trace, span, limit: end.limit });
    },
    everyMs: 1000,
    onAnswer,
    onRefusal: ({ message }) => { summary.textContent = message; },
  });
  return () => {
    polling.stop();
    panel.dispose();
  };
}
