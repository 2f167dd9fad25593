import { h } from '../dom.js';
import { lineRow } from './line-row.js';

/** How high a line will be, from the width of a character: the font has one for all. */
export function lineHeights(output, withReplica) {
  const probed = { time: new Date().toISOString(), replica: 'replica', isError: false, raw: 'm'.repeat(100) };
  let columns = Infinity;
  let height = 18;

  function measure() {
    const row = lineRow(probed, withReplica);
    const text = row.querySelector('.text');
    const letters = h('span', null, 'm'.repeat(100));
    text.replaceChildren(letters);
    row.classList.add('probe');
    output.append(row);
    const width = letters.getBoundingClientRect().width / 100;
    columns = output.classList.contains('wrap') ? Math.max(1, Math.floor(text.getBoundingClientRect().width / width)) : Infinity;
    height = parseFloat(getComputedStyle(row).lineHeight);
    row.remove();
  }

  measure();
  return { measure, estimate: line => height * Math.max(1, Math.ceil(line.text.length / columns)) };
}
