import { h } from '../dom.js';
import { clock, counted, quantity } from '../format.js';

/** The lines, each with its value at the crosshair, or its newest. */
export function legend({ lines, times, unit, totalLines }, chart, at) {
  const value = line => at === null ? line.values.findLast(each => each !== null) : line.values[at];
  return h('table.facts.legend', { 'aria-label': 'Values' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Line'), h('th', { scope: 'col' }, at === null ? 'Now' : clock(new Date(times[at] * 1000), false)))),
    h('tbody', null, lines.map(line => h('tr', null,
      h('th', { scope: 'row' }, h('span.process', { vars: { '--color': chart.colorOf(line.name) } }, h('span.dot'), h('span', null, line.name || 'all'))),
      h('td', null, quantity(value(line), unit))))),
    totalLines > lines.length && h('caption', null, `${counted(totalLines - lines.length, 'more line')} with lower values not shown: choose attributes to see them.`));
}

export function valuesTable({ lines, times, unit }, name) {
  return h('div.scroll', { tabindex: 0, role: 'group', 'aria-label': `Values of ${name}` }, h('table.list.value-list', { 'aria-label': `Values of ${name}` },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Time'), lines.map(line => h('th', { scope: 'col' }, line.name || 'all')))),
    h('tbody', null, times.map((time, index) => h('tr', null,
      h('th', { scope: 'row' }, clock(new Date(time * 1000), false)), lines.map(line => h('td', null, quantity(line.values[index], unit))))).reverse())));
}
