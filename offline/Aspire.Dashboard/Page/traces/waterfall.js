import { h } from '../dom.js';
import { VirtualList } from '../virtual-list.js';
import { SpanTree } from './span-tree.js';
import { spanRow } from './span-row.js';
import { timeAxis } from './time-axis.js';

const rowHeight = 28;

/** The spans of a trace as a tree over time. The active row is announced by aria-activedescendant: rows come and go. */
export class Waterfall {
  tree = new SpanTree();
  selected = null;
  #active = null;
  #text = '';
  #durationNs = 0;
  #positions = new Map();

  /** `onSelect(span)` is called when the person chooses a span. */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.axis = timeAxis();
    this.grid = h('div.waterfall', { role: 'treegrid', 'aria-label': 'Spans', tabindex: 0, onkeydown: event => this.#onKey(event), onclick: event => this.#onClick(event) },
      h('div.waterfall-head', { role: 'row', 'aria-rowindex': 1 },
        h('div', { role: 'columnheader' }, 'Span'), h('div', { role: 'columnheader' }, 'Duration'),
        h('div', { role: 'columnheader' }, h('span.unseen', null, 'Time'), this.axis.element)));
    this.list = new VirtualList(this.grid, {
      createRow: span => this.#row(span), estimate: () => rowHeight, onRender: () => this.#mark(),
    });
  }

  /** Other or more spans; what is in sight stays there. */
  update({ spans, durationNs }) {
    this.#durationNs = durationNs;
    this.axis.update(durationNs);
    const inSight = this.list.firstInSight;
    const before = inSight && this.list.rowOf(inSight).getBoundingClientRect().top;
    this.tree.setSpans(spans);
    this.#show();
    const again = inSight && this.tree.get(inSight.spanId);
    const row = again && this.list.reveal(again, 'nearest');
    if (row) this.grid.scrollTop += row.getBoundingClientRect().top - before;
    this.list.update();
  }

  /** Selects a span, wherever it hides. @returns it, when it is here. */
  select(spanId, block = 'nearest') {
    const span = this.tree.get(spanId);
    this.selected = spanId;
    if (span) this.#goTo(span, block);
    else this.#mark();
    return span;
  }

  find(text) {
    this.#text = text.toLowerCase();
    this.#show();
    const matches = this.#text === '' ? [] : this.tree.spans.filter(span => this.#matches(span));
    if (matches.length > 0) this.#reveal(matches[0], 'center');
    return matches;
  }

  setAllCollapsed(collapsed) {
    this.tree.setAllCollapsed(collapsed);
    this.#show();
  }

  #show() {
    this.#positions = new Map(this.tree.rows.map((span, index) => [span.spanId, index]));
    this.grid.setAttribute('aria-rowcount', this.tree.rows.length + 1);
    this.list.setItems(this.tree.rows);
  }

  #row(span) {
    return spanRow(span, {
      durationNs: this.#durationNs, index: this.#positions.get(span.spanId), collapsed: this.tree.isCollapsed(span),
      matches: this.#text === '' ? null : this.#matches(span),
    });
  }

  #matches(span) {
    const has = text => text.toLowerCase().includes(this.#text);
    return has(span.name) || has(span.service) || has(span.spanId) || span.attributes.some(({ key, value }) => has(key) || has(value));
  }

  /** Which row is selected and which is active, among those in the document now. */
  #mark() {
    for (const row of this.grid.querySelectorAll('.active, [aria-selected=true]')) {
      row.classList.remove('active');
      row.setAttribute('aria-selected', 'false');
    }
    document.getElementById(`span-${this.selected}`)?.setAttribute('aria-selected', 'true');
    const active = document.getElementById(`span-${this.#active}`);
    active?.classList.add('active');
    if (active) this.grid.setAttribute('aria-activedescendant', active.id);
    else this.grid.removeAttribute('aria-activedescendant');
  }

  #reveal(span, block) {
    if (!this.#positions.has(span.spanId)) {
      this.tree.uncover(span);
      this.#show();
    }
    this.list.reveal(span, block);
  }

  #goTo(span, block) {
    this.#active = span.spanId;
    this.#reveal(span, block);
    this.#mark();
  }

  #onClick(event) {
    const row = event.target.closest('[data-span]');
    if (!row || !getSelection().isCollapsed) return;
    const span = this.tree.get(row.dataset.span);
    if (event.target.closest('[data-fold]')) this.#fold(span, !this.tree.isCollapsed(span));
    else this.onSelect(span);
  }

  #fold(span, collapsed) {
    this.tree.setCollapsed(span, collapsed);
    this.#show();
    this.#goTo(span);
  }

  /** With the details open, they follow. */
  #moveTo(span) {
    if (this.selected !== null) this.onSelect(span);
    else this.#goTo(span);
  }

  #onKey(event) {
    const { rows } = this.tree;
    if (rows.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#positions.get(this.#active) ?? 0;
    const span = rows[at];
    const page = Math.max(1, Math.floor(this.grid.clientHeight / rowHeight) - 2);
    const steps = { ArrowDown: this.#active ? 1 : 0, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
    if (event.key in steps) this.#moveTo(rows[Math.min(rows.length - 1, Math.max(0, at + steps[event.key]))]);
    else if (event.key === 'Enter' || event.key === ' ') this.onSelect(span);
    else if (event.key === 'ArrowRight' && span.hasChildren) this.tree.isCollapsed(span) ? this.#fold(span, false) : this.#moveTo(rows[at + 1]);
    else if (event.key === 'ArrowLeft') {
      if (span.hasChildren && !this.tree.isCollapsed(span)) this.#fold(span, true);
      else this.#moveTo(this.tree.parentOf(span) ?? span);
    } else return;
    event.preventDefault();
  }
}
