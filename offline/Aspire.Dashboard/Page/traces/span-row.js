import { processColor, processName } from '../application.js';
import { h } from '../dom.js';
import { duration } from '../format.js';
import { icon } from '../icons.js';

const deepest = 18;

/** One line of the waterfall. Deeper spans than the column has room for are not indented further. */
export function spanRow(span, { durationNs, index, collapsed, matches }) {
  const color = processColor(span.service, span.instance);
  const total = Math.max(1, durationNs);
  const fold = span.hasChildren ? h('span.fold', { 'data-fold': '' }, icon('chevron')) : h('span.fold');
  return h('div.span', {
    id: `span-${span.spanId}`, role: 'row', 'data-span': span.spanId, 'aria-level': span.depth + 1, 'aria-rowindex': index + 2,
    'aria-expanded': span.hasChildren ? String(!collapsed) : null, 'aria-selected': 'false', class: matches === null ? null : matches ? 'match' : 'no-match',
    vars: { '--color': color, '--depth': Math.min(span.depth, deepest) },
  },
    h('div.span-name', { role: 'gridcell' }, fold, h('span.stripe'),
      h('span.span-title', null, span.name), h('span.span-process', null, processName(span.service, span.instance)),
      span.kind !== 'Internal' && h('span.kind', null, span.kind),
      span.failed && icon('failed', 'Failed'), span.notes.length > 0 && icon('note', span.notes.join(' ')),
      span.links.length + span.linkedFrom.length > 0 && icon('link', 'Linked')),
    h('div.span-duration', { role: 'gridcell' }, duration(span.durationNs)),
    h('div.span-time', { role: 'gridcell', 'aria-label': `starts at ${duration(span.offsetNs)}` },
      h(span.failed ? 'span.span-bar.failed' : 'span.span-bar', { vars: { '--start': `${span.offsetNs / total * 100}%`, '--width': `${span.durationNs / total * 100}%` } })));
}
