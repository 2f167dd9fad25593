/** Which spans of a trace are drawn: all but those below a collapsed one. */
export class SpanTree {
  spans = [];
  rows = [];
  #collapsed = new Set();
  #index = new Map();

  setSpans(spans) {
    this.spans = spans;
    this.#index = new Map(spans.map((span, index) => [span.spanId, index]));
    this.#lay();
  }

  get(spanId) {
    return this.spans[this.#index.get(spanId)];
  }

  isCollapsed(span) {
    return this.#collapsed.has(span.spanId);
  }

  setCollapsed(span, collapsed) {
    if (collapsed) this.#collapsed.add(span.spanId);
    else this.#collapsed.delete(span.spanId);
    this.#lay();
  }

  setAllCollapsed(collapsed) {
    this.#collapsed = new Set(collapsed ? this.spans.filter(span => span.hasChildren).map(span => span.spanId) : []);
    this.#lay();
  }

  parentOf(span) {
    const at = this.#index.get(span.spanId);
    return this.spans.slice(0, at).findLast(({ depth }) => depth < span.depth);
  }

  /** Expands what hides it. */
  uncover(span) {
    for (let parent = this.parentOf(span); parent; parent = this.parentOf(parent)) this.#collapsed.delete(parent.spanId);
    this.#lay();
  }

  #lay() {
    let hiddenBelow = Infinity;
    this.rows = this.spans.filter(span => {
      if (span.depth > hiddenBelow) return false;
      hiddenBelow = this.isCollapsed(span) ? span.depth : Infinity;
      return true;
    });
  }
}
