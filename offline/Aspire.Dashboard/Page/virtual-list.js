import { h } from './dom.js';

/**
 * A long list of which only what is near the viewport is in the document. Items come in chunks; a chunk out of sight is
 * an empty box of the height it had, or is estimated to have. The browser's scroll anchoring evens out wrong estimates.
 */
export class VirtualList {
  #chunks = [];
  #rendered = new Set();
  #length = 0;

  /** `estimate(item)` is its height in pixels; `onRender` is called after rows came or went. */
  constructor(scroller, { createRow, estimate, chunkSize = 50, onRender = () => {} }) {
    Object.assign(this, { scroller, createRow, estimate, chunkSize, onRender });
    this.element = h('div.virtual', { role: 'presentation' });
    scroller.append(this.element);
    scroller.addEventListener('scroll', () => this.update(), { passive: true });
    this.resizes = new ResizeObserver(() => this.#onResize());
    this.resizes.observe(scroller);
  }

  get length() {
    return this.#length;
  }

  dispose() {
    this.resizes.disconnect();
  }

  append(items) {
    const changed = new Set();
    for (const item of items) {
      let chunk = this.#chunks.at(-1);
      if (!chunk || chunk.items.length === this.chunkSize) {
        chunk = { items: [], element: h('div.chunk', { role: 'presentation' }), height: 0 };
        this.#chunks.push(chunk);
        this.element.append(chunk.element);
      }
      chunk.items.push(item);
      if (this.#rendered.has(chunk)) chunk.element.append(this.createRow(item));
      else {
        chunk.height += this.estimate(item);
        changed.add(chunk);
      }
    }
    for (const chunk of changed) chunk.element.style.height = `${chunk.height}px`;
    this.#length += items.length;
  }

  /** Drops whole chunks off the front until no more than `most` items are left. */
  dropFirst(most) {
    while (this.#length > most && this.#chunks.length > 1) {
      const chunk = this.#chunks.shift();
      this.#rendered.delete(chunk);
      chunk.element.remove();
      this.#length -= chunk.items.length;
    }
  }

  /** Shows other items, at the same scroll position as far as there is one. */
  setItems(items) {
    const { scrollTop } = this.scroller;
    this.#chunks = [];
    this.#rendered.clear();
    this.#length = 0;
    this.element.replaceChildren();
    this.append(items);
    this.scroller.scrollTop = scrollTop;
    this.update();
  }

  /** Renders what is in sight or half a viewport away from it. */
  update() {
    const { scrollTop, clientHeight } = this.scroller;
    const top = scrollTop - this.element.offsetTop;
    const first = this.#chunkAt(top - clientHeight / 2);
    const last = this.#chunkAt(top + clientHeight * 1.5);
    const wanted = new Set(this.#chunks.slice(first, last + 1));
    const leaving = [...this.#rendered].filter(chunk => !wanted.has(chunk));
    const entering = [...wanted].filter(chunk => !this.#rendered.has(chunk));
    if (leaving.length === 0 && entering.length === 0) return;
    // All heights are read before anything is written, so that the layout is computed once.
    for (const chunk of leaving) chunk.height = chunk.element.getBoundingClientRect().height;
    for (const chunk of leaving) this.#empty(chunk);
    for (const chunk of entering) {
      chunk.element.replaceChildren(...chunk.items.map(this.createRow));
      chunk.element.style.height = '';
      this.#rendered.add(chunk);
    }
    this.onRender();
  }

  scrollToEnd() {
    // Rendering the end may change its height, once.
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.update();
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Brings the item into view, as `block` says (see scrollIntoView). @returns its row. */
  reveal(item, block = 'nearest') {
    const chunk = this.#chunks.find(({ items }) => items.includes(item));
    if (!chunk) return null;
    const index = chunk.items.indexOf(item);
    if (!this.#rendered.has(chunk)) {
      const { offsetTop, offsetHeight } = chunk.element;
      this.scroller.scrollTop = offsetTop + offsetHeight * index / chunk.items.length;
      this.update();
    }
    const row = chunk.element.children[index];
    row?.scrollIntoView({ block, inline: 'nearest' });
    return row;
  }

  /** The row of an item, if it is in the document. */
  rowOf(item) {
    const chunk = [...this.#rendered].find(({ items }) => items.includes(item));
    return chunk?.element.children[chunk.items.indexOf(item)];
  }

  get firstInSight() {
    const edge = this.scroller.getBoundingClientRect().top;
    const chunk = this.#chunks[this.#chunkAt(this.scroller.scrollTop - this.element.offsetTop)];
    const index = [...chunk?.element.children ?? []].findIndex(row => row.getBoundingClientRect().bottom > edge);
    return chunk?.items[Math.max(0, index)];
  }

  get renderedItems() {
    return [...this.#rendered].flatMap(chunk => chunk.items.map((item, index) => [item, chunk.element.children[index]]));
  }

  #chunkAt(offset) {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle].element.offsetTop - this.element.offsetTop <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #empty(chunk) {
    chunk.element.replaceChildren();
    chunk.element.style.height = `${chunk.height}px`;
    this.#rendered.delete(chunk);
  }

  /** Wrapped lines have other heights at another width: those out of sight are estimated again. */
  #onResize() {
    const width = this.scroller.clientWidth;
    if (this.width !== undefined && width !== this.width) {
      for (const chunk of this.#chunks) {
        if (this.#rendered.has(chunk)) continue;
        chunk.height = chunk.items.reduce((sum, item) => sum + this.estimate(item), 0);
        chunk.element.style.height = `${chunk.height}px`;
      }
    }
    this.width = width;
    this.update();
  }
}
