import { h } from './dom.js';
import { icon } from './icons.js';

/** The details beside a list. It is not modal: the list stays usable. Esc closes it and focus goes back to the list. */
export class Panel {
  #back;

  constructor(label, onClose) {
    this.title = h('h2', { tabindex: -1 });
    this.body = h('div.panel-body', { tabindex: 0, role: 'group', 'aria-label': `${label}: content` });
    const close = h('button.icon-button', { type: 'button', 'aria-label': 'Close details', onclick: () => this.close() }, icon('close'));
    this.element = h('aside.panel', { 'aria-label': label, hidden: true }, h('header', null, this.title, close), this.body);
    this.onClose = onClose;
    document.addEventListener('keydown', this.#onKey);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Shows the details of `key`; focus stays in the list, at `back`. The same key again takes the focus into the panel. */
  open(key, title, content, back) {
    if (this.isOpen && key === this.key) return this.title.focus();
    this.#back = back;
    this.key = key;
    this.element.hidden = false;
    this.title.replaceChildren(title);
    this.show(content);
    this.body.scrollTop = 0;
  }

  show(content) {
    this.body.replaceChildren(...content.filter(Boolean));
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.onClose?.();
    if (this.#back?.isConnected) this.#back.focus();
  }

  dispose() {
    document.removeEventListener('keydown', this.#onKey);
  }

  #onKey = event => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) return;
    // Esc in a field that says something empties the field first.
    if (event.target.matches?.('input') && event.target.value !== '') return;
    this.close();
  };
}
