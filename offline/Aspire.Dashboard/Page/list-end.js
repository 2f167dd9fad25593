import { h } from './dom.js';
import { count } from './format.js';

const first = 200;
const most = 10_000;

/** What follows the last row: that there are more, or that there are none. */
export function listEnd(none, onMore) {
  let limit = first;
  const words = h('span.muted');
  const button = h('button', { type: 'button', onclick: () => {
    limit = Math.min(most, limit * 5);
    onMore();
  } }, 'Show more');
  const element = h('div.list-end', { hidden: true }, words, button);
  return {
    element,
    get limit() { return limit; },
    reset() { limit = first; },
    update(listed, total) {
      element.hidden = listed >= total && total > 0;
      button.hidden = limit >= most || total === 0;
      words.textContent = total === 0 ? none : `${count(listed)} of ${count(total)} are listed.`;
    },
  };
}
