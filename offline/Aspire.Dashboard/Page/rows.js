import { h, reconcile } from './dom.js';
import { count } from './format.js';

/**
 * The rows of a list that grows at its top. While the person reads (has scrolled down, or has something open) rows
 * that are shown stay where they are, and what is new waits behind a button.
 */
export class NewestFirst {
  #shown = [];
  #latest = [];

  constructor({ scroller, body, keyOf, createRow, isReading }) {
    Object.assign(this, { scroller, body, keyOf, createRow, isReading });
    this.button = h('button.new-rows', { type: 'button', hidden: true, onclick: () => this.showNew() });
    scroller.addEventListener('scroll', () => this.release(), { passive: true });
  }

  get #reading() {
    return this.#shown.length > 0 && (this.scroller.scrollTop > 4 || this.isReading());
  }

  /** `anew`: the person asked for other rows, so there is no place to keep. */
  update(items, anew = false) {
    this.#latest = items;
    if (anew || !this.#reading) return this.#show(items);
    const newest = new Map(items.map(item => [this.keyOf(item), item]));
    const first = items.findIndex(item => this.#isShown(item));
    // Below what is shown, older rows may follow ("show more"); they move nothing.
    const last = items.findLastIndex(item => this.#isShown(item));
    const older = last >= 0 ? items.slice(last + 1) : [];
    this.#render([...this.#shown.map(item => newest.get(this.keyOf(item)) ?? item), ...older]);
    this.#offer(first < 0 ? items.length : items.slice(0, last + 1).filter(item => !this.#isShown(item)).length);
  }

  /** What waits is shown, if nobody reads any more. */
  release() {
    if (!this.button.hidden && !this.#reading) this.#show(this.#latest);
  }

  showNew() {
    this.scroller.scrollTop = 0;
    this.#show(this.#latest);
    this.body.querySelector('.row-main')?.focus();
  }

  #isShown(item) {
    return this.keys.has(this.keyOf(item));
  }

  #show(items) {
    this.#render(items);
    this.#offer(0);
  }

  #render(items) {
    this.#shown = items;
    this.keys = new Set(items.map(this.keyOf));
    reconcile(this.body, items, this.keyOf, this.createRow);
  }

  #offer(added) {
    this.button.hidden = added === 0;
    this.button.textContent = `${count(added)} new`;
  }
}

/** Tells the row whose details are open by its main control, or that none is. */
export function markChosen(control) {
  for (const other of document.querySelectorAll('.row-main[aria-expanded=true]')) other.setAttribute('aria-expanded', 'false');
  control?.setAttribute('aria-expanded', 'true');
}

/** Arrow keys, Home and End move between the main controls of a table's rows; Enter is the control's own. */
export function moveByArrows(body) {
  body.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.target.closest('select, input, [role=menu]')) return;
    const rows = [...body.querySelectorAll('.row-main')];
    const at = rows.indexOf(event.target.closest('tr, li')?.querySelector('.row-main'));
    rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
    event.preventDefault();
  });
}

/** A click anywhere in a row is a click on its main control; unless the person selects text or meant another control. */
export function clickWholeRow(body) {
  body.addEventListener('click', event => {
    if (event.target.closest('a, button, input, [popover]') || !getSelection().isCollapsed) return;
    event.target.closest('tr')?.querySelector('.row-main')?.click();
  });
}
