import { poll, withQuery } from '../api.js';
import { h } from '../dom.js';
import { choice, toggle } from '../filters.js';
import { unitOfAxis } from '../format.js';
import { query, setQuery } from '../router.js';
import { LineChart } from './line-chart.js';
import { legend, valuesTable } from './values.js';

const names = { service: 'Process', instance: 'Instance' };
const periods = [['60', '1 minute'], ['300', '5 minutes'], ['900', '15 minutes'], ['3600', '60 minutes']];

/** One instrument over time: its chart with a legend, or the same values as a table. */
export function instrumentView(place, meter, instrument) {
  const isCounter = instrument.kind === 'Counter';
  const asked = query();
  const attributes = h('div.attributes');
  const refusal = h('p.refusal.muted', { role: 'status' });
  const values = h('div.values');
  const unit = h('p.unit.muted');
  const chart = new LineChart(at => showLegend(at));
  let latest;

  const change = changes => { setQuery(changes); polling.refresh(); };
  const perSecond = () => isCounter && !query().get('total');
  const asTable = () => query().get('view') === 'table';

  place.replaceChildren(
    h('header', null, h('h2', null, instrument.name), h('p.muted', null, [instrument.kind, instrument.description].filter(Boolean).join('. '))),
    h('div.controls', null,
      choice({ label: 'Period', value: asked.get('seconds') ?? '300', options: periods, onChange: seconds => change({ seconds }) }),
      isCounter && choice({ label: 'Show', value: asked.get('total') ?? '', options: [['', 'Per second'], ['true', 'Total']], onChange: total => change({ total }) }),
      attributes,
      toggle({ label: 'As a table', pressed: asTable(), onChange: on => { setQuery({ view: on ? 'table' : null }); show(); } })),
    refusal, unit, chart.element, values);

  function where() {
    return query().getAll('where').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  }

  let shownAttributes;
  function showAttributes(all) {
    // One value is no choice.
    const choices = all.filter(({ key, values: options }) => options.length > 1 || where().some(([each]) => each === key));
    if (JSON.stringify(choices) === shownAttributes) return;
    shownAttributes = JSON.stringify(choices);
    attributes.replaceChildren(...choices.map(({ key, values: options }) => choice({
      label: names[key] ?? key, value: where().find(([each]) => each === key)?.[1] ?? '',
      options: [['', key === 'service' ? 'All processes' : `Any ${key}`], ...options.filter(option => option !== '').map(option => [option, option])],
      onChange: value => change({ where: [...where().filter(([each]) => each !== key), ...(value ? [[key, value]] : [])].map(pair => pair.join('=')) }),
    })));
  }

  function showLegend(at) {
    if (latest && !asTable()) values.replaceChildren(legend(latest, chart, at));
  }

  function show() {
    if (!latest) return;
    unit.hidden = chart.element.hidden = asTable();
    unit.textContent = unitOfAxis(latest.unit);
    if (asTable()) {
      const { scrollTop = 0 } = values.firstElementChild ?? {};
      values.replaceChildren(valuesTable(latest, instrument.name));
      values.firstElementChild.scrollTop = scrollTop;
    } else {
      chart.show(latest);
      showLegend(chart.cursor);
    }
  }

  const polling = poll({
    path: () => withQuery('/api/metrics/chart', {
      meter: meter.name, instrument: instrument.name, where: query().getAll('where'), seconds: query().get('seconds') ?? '300', rate: perSecond() && 'true',
    }),
    everyMs: 1000,
    onAnswer(answer) {
      latest = { ...answer, unit: perSecond() ? `${answer.unit}/s` : answer.unit };
      refusal.textContent = '';
      showAttributes(answer.attributes);
      show();
    },
    onRefusal: ({ message }) => { refusal.textContent = message; },
  });

  return {
    dispose() {
      polling.stop();
      chart.dispose();
    },
  };
}
