import { h } from '../dom.js';
import { textFilter, toggle } from '../filters.js';
import { count, counted } from '../format.js';
import { icon } from '../icons.js';

/** Finds a text in the lines, without regard to case, and goes from match to match. */
export class ConsoleSearch {
  matches = [];
  current = -1;
  onlyMatching = false;
  #pattern = null;

  /** `onChange` is called when other lines match; `onMove(line)` to go to a match. */
  constructor({ onChange, onMove, lineInSight }) {
    Object.assign(this, { onMove, lineInSight });
    this.input = textFilter({ label: 'Search', onChange: text => {
      this.#pattern = text === '' ? null : new RegExp(RegExp.escape?.(text) ?? text.replace(/[.*+?^${}()|[\]\\\-]/g, '\\$&'), 'gi');
      this.current = -1;
      onChange();
    } });
    this.input.addEventListener('keydown', event => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.move(event.shiftKey ? -1 : 1);
    });
    this.status = h('span.matches', { role: 'status' });
    const step = (label, name, by) => h('button.icon-button', { type: 'button', 'aria-label': label, title: label, onclick: () => this.move(by) }, icon(name));
    this.only = toggle({ label: 'Only matching', pressed: false, onChange: on => { this.onlyMatching = on; onChange(); } });
    this.element = h('div.search', { role: 'search' }, this.input, this.status, step('Previous match', 'up', -1), step('Next match', 'down', 1), this.only);
  }

  get active() {
    return this.#pattern !== null;
  }

  matchesOf(lines) {
    return lines.filter(line => line.text.search(this.#pattern) >= 0);
  }

  /** `all` lines anew, or only those `added`. */
  find(all, added) {
    if (!this.active) this.matches = [];
    else if (added) this.matches.push(...this.matchesOf(added));
    else this.matches = this.matchesOf(all);
    const oldest = all[0]?.number ?? 0;
    const gone = this.matches.findIndex(line => line.number >= oldest);
    if (gone > 0) {
      this.matches.splice(0, gone);
      this.current = Math.max(-1, this.current - gone);
    }
    this.#showStatus();
  }

  /** The first step goes to the match next to what is in sight. */
  move(by, inSight = this.lineInSight()) {
    if (this.matches.length === 0) return;
    if (this.current < 0 && inSight) {
      const next = this.matches.findIndex(line => line.number >= inSight.number);
      this.current = by > 0 ? (next < 0 ? 0 : next) : (next < 0 ? this.matches.length : next) - 1;
    } else this.current += by;
    this.current = (this.current + this.matches.length) % this.matches.length;
    this.#showStatus();
    this.onMove(this.matches[this.current]);
  }

  /** Highlights are ranges over the rows' texts: a match may reach over several colours. */
  highlight(rows) {
    if (!globalThis.Highlight) return;
    const ranges = { found: [], 'found-current': [] };
    for (const [line, row] of this.active ? rows : []) {
      const name = line === this.matches[this.current] ? 'found-current' : 'found';
      for (const { index, 0: text } of line.text.matchAll(this.#pattern)) {
        ranges[name].push(rangeOf(row.querySelector('.text'), index, index + text.length));
      }
    }
    for (const [name, list] of Object.entries(ranges)) CSS.highlights.set(name, new Highlight(...list));
  }

  dispose() {
    CSS.highlights?.clear();
  }

  #showStatus() {
    const { length } = this.matches;
    this.status.textContent = !this.active ? '' : length === 0 ? 'No match'
      : this.current < 0 ? counted(length, 'line') : `${count(this.current + 1)} of ${count(length)}`;
  }
}

function rangeOf(element, start, end) {
  const range = new Range();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end <= at + node.length) {
      range.setEnd(node, end - at);
      break;
    }
    at += node.length;
  }
  return range;
}
