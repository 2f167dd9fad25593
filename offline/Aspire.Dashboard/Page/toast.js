import { h } from './dom.js';
import { icon } from './icons.js';

const shownMs = 8000;

/** A few words in the corner; a failure stays until it is closed. */
export function toast(text, failed = false) {
  const close = h('button.icon-button', { type: 'button', 'aria-label': 'Dismiss', onclick: () => element.remove() }, icon('close'));
  const element = h('div.toast', null, failed && icon('failed', 'Failed'), h('p', null, text), close);
  element.classList.toggle('bad', failed);
  document.getElementById('toasts').append(element);
  if (!failed) setTimeout(() => element.remove(), shownMs);
}
