import { h } from '../dom.js';
import { icon } from '../icons.js';

export function outcomeWords(command, { success, canceled, message }) {
  return message || `${command.displayName} ${canceled ? 'was cancelled' : success ? 'is done' : 'failed'}.`;
}

/** The message, and below it what the command has to show. */
export function outcomeView(command, outcome) {
  const failed = !outcome.success && !outcome.canceled;
  return [
    h(failed ? 'p.message.bad' : 'p.message', null, failed && icon('failed', 'Failed'), outcomeWords(command, outcome)),
    outcome.data && h('pre.data', { tabindex: 0, role: 'group', 'aria-label': 'Result' }, outcome.format === 'Json' ? indented(outcome.data) : outcome.data),
  ].filter(Boolean);
}

function indented(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
