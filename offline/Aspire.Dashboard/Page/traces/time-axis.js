import { h } from '../dom.js';
import { duration } from '../format.js';

const ticks = 5;

/** Round steps (1, 2 or 5 of a power of ten), and their lines behind all rows. */
export function timeAxis() {
  const element = h('div.axis', { 'aria-hidden': 'true' });
  let shown;

  function update(durationNs) {
    if (durationNs === shown) return;
    shown = durationNs;
    const rough = Math.max(1, durationNs / ticks);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(each => each >= rough);
    const marks = [];
    for (let at = 0; at <= durationNs; at += step) {
      const share = durationNs > 0 ? at / durationNs : 0;
      // At the right edge there is no room for the words, and the trace's duration is above.
      marks.push(h('span.tick', { vars: { '--at': `${share * 100}%` } }, at === 0 ? '0' : share < 0.9 && duration(at)));
    }
    element.replaceChildren(...marks);
    element.closest('.waterfall').style.setProperty('--step', durationNs > 0 ? `${step / durationNs * 100}%` : '100%');
  }

  return { element, update };
}
