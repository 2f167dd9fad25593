import { poll, withQuery } from '../api.js';
import { h } from '../dom.js';
import { pageHeading, textFilter } from '../filters.js';
import { counted } from '../format.js';
import { moveByArrows } from '../rows.js';
import { query, setQuery } from '../router.js';
import { instrumentView } from './instrument-view.js';

/** Long names break after their dots, and only there. */
const breakable = name => name.split(/(?<=[._])/).flatMap((part, index) => index === 0 ? [part] : [h('wbr'), part]);

export function metricsView(main) {
  const summary = h('p.summary');
  const list = h('nav.instruments', { 'aria-label': 'Instruments' });
  const filter = textFilter({ label: 'Filter instruments', value: query().get('text'), onChange: text => { setQuery({ text }); show(); } });
  const place = h('div.instrument');
  main.append(
    h('div.toolbar', null, pageHeading('Metrics', summary)),
    h('div.metrics-split', null, h('div.instrument-list', null, filter, list), place));
  moveByArrows(list);

  let meters = [];
  let shown = { dispose() {} };
  let chosen;

  function choose(meter, instrument) {
    const key = `${meter.name} ${instrument.name}`;
    if (key === chosen) return;
    chosen = key;
    shown.dispose();
    shown = instrumentView(place, meter, instrument);
  }

  function show() {
    const text = (query().get('text') ?? '').toLowerCase();
    const { meter: meterName, instrument: instrumentName } = Object.fromEntries(query());
    const meter = meters.find(({ name }) => name === meterName) ?? meters[0];
    const instrument = meter?.instruments.find(({ name }) => name === instrumentName) ?? meter?.instruments[0];
    const focused = list.contains(document.activeElement) ? document.activeElement.textContent : null;
    list.replaceChildren(...meters
      .map(each => ({ each, instruments: each.instruments.filter(({ name }) => `${each.name} ${name}`.toLowerCase().includes(text)) }))
      .filter(({ instruments }) => instruments.length > 0)
      .map(({ each, instruments }) => h('section', null, h('h2', null, each.name), h('ul', null, instruments.map(one => link(each, one, one === instrument))))));
    [...list.querySelectorAll('a')].find(each => each.textContent === focused)?.focus();
    if (instrument) choose(meter, instrument);
    else place.replaceChildren(h('p.muted', null, 'No instrument has reported yet.'));
  }

  /** Another instrument keeps the period; what it is filtered by is its own. */
  function link(meter, instrument, current) {
    const { seconds, text } = Object.fromEntries(query());
    return h('li', null, h('a.row-main', {
      href: withQuery('/metrics', { text, meter: meter.name, instrument: instrument.name, seconds }),
      title: instrument.description, 'aria-current': current ? 'true' : null,
      onclick: event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        setQuery({ meter: meter.name, instrument: instrument.name, where: [], total: null });
        show();
      },
    }, ...breakable(instrument.name)));
  }

  const polling = poll({
    path: () => '/api/metrics',
    everyMs: 1000,
    onAnswer(answer) {
      const dropped = answer.droppedPoints > 0 ? `, ${counted(answer.droppedPoints, 'older point')} dropped` : '';
      const all = answer.meters.flatMap(({ instruments }) => instruments);
      summary.textContent = counted(all.length, 'instrument') + dropped;
      if (chosen && JSON.stringify(meters) === JSON.stringify(answer.meters)) return;
      meters = answer.meters;
      show();
    },
  });
  return () => {
    polling.stop();
    shown.dispose();
  };
}
