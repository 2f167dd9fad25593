import { processColor, processName } from '../application.js';
import { h } from '../dom.js';
import { exactMoment, moment } from '../format.js';
import { processLabel } from '../facts.js';
import { withQuery } from '../api.js';

/** A record never changes: its row is made once. */
export function logRow(log, open) {
  const button = h('button.row-main', { type: 'button', 'aria-expanded': 'false', onclick: () => open(log, button) }, log.message || '(no message)');
  const element = h('tr', null,
    h('td.time', null, h('time', { datetime: log.time, title: exactMoment(log.time) }, moment(log.time))),
    h('td.level', null, levelMark(log.level)),
    h('td.resource', null, processLabel(processName(log.service, log.instance), processColor(log.service, log.instance))),
    h('td.message', { title: log.category }, button),
    h('td.trace', null, log.traceId && traceLink(log, log.traceId.slice(0, 7), `Trace ${log.traceId.slice(0, 7)}`)));
  return { element };
}

const shortLevels = { Information: 'Info' };

export const levelMark = level => h(`span.level-mark.${level.toLowerCase()}`, { title: level }, shortLevels[level] ?? level);

export const traceLink = ({ traceId, spanId }, text, label) =>
  h('a', { href: withQuery(`/traces/${traceId}`, { span: spanId }), 'aria-label': label }, text);
