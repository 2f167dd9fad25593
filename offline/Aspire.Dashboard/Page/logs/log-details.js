import { processColor, processName } from '../application.js';
import { h } from '../dom.js';
import { fact, identifier, pairs, processLabel } from '../facts.js';
import { exactMoment } from '../format.js';
import { levelMark, traceLink } from './log-row.js';

/** The whole record; an exception's text comes before the other attributes. */
export function logDetails(log) {
  const isException = ({ key }) => key === 'exception.stacktrace';
  const exception = log.attributes.find(isException)?.value;
  return [
    h('p.log-message', null, log.message || '(no message)'),
    exception && h('section', null, h('h3', null, 'Exception'), h('pre.exception', { tabindex: 0, role: 'group', 'aria-label': 'Exception' }, exception)),
    h('section', null, h('h3', null, 'Log line'), h('table.facts', { 'aria-label': 'Log line' }, h('tbody', null,
      fact('time', exactMoment(log.time)),
      fact('level', levelMark(log.level)),
      fact('resource', processLabel(processName(log.service, log.instance), processColor(log.service, log.instance))),
      fact('category', log.category),
      log.traceId && fact('trace', h('div', null, identifier('trace id', log.traceId), traceLink(log, 'Open the trace'))),
      log.spanId && fact('span', identifier('span id', log.spanId))))),
    pairs('Attributes', log.attributes.filter(attribute => !isException(attribute))),
    pairs('Resource attributes', log.resourceAttributes),
  ];
}
