import { replicaColor, replicaName } from '../application.js';
import { h } from '../dom.js';
import { clock } from '../format.js';
import { parseAnsi } from './ansi.js';

// As backgrounds, the sixteen colours are the same in both themes; the text on them is chosen for contrast.
const backgrounds = [
  '#2b2b2b', '#b3261e', '#2e7d32', '#8a6d00', '#1f5fbf', '#8e3a9d', '#0b7285', '#d5d5d5',
  '#6b6b6b', '#e5534b', '#57ab5a', '#d4a72c', '#539bf5', '#c678dd', '#39c5cf', '#ffffff',
];

/** One line; `withReplica` names the process that wrote it. */
export function lineRow(line, withReplica) {
  const date = new Date(line.time);
  return h(line.isError ? 'div.line.stderr' : 'div.line', null,
    h('time', { datetime: line.time }, clock(date)),
    withReplica && h('span.who', { vars: { '--color': replicaColor(line.replica) } }, replicaName(line.replica)),
    h('span.stream', { title: line.isError ? 'Standard error' : null }, line.isError ? 'err' : ''),
    h('span.text', null, parseAnsi(line.raw, line.start).parts.map(styled)));
}

function styled({ text, style }) {
  if (Object.keys(style).length === 0) return text;
  const element = h('span', null, text);
  for (const key of ['bold', 'italic', 'underline', 'strike']) {
    if (style[key]) element.classList.add(`ansi-${key}`);
  }
  colour(element, style);
  return element;
}

function colour(element, { fg, bg, inverse, dim }) {
  const behind = inverse ? fg : bg;
  const front = inverse ? bg : fg;
  if (inverse && behind === undefined) element.classList.add('ansi-inverse');
  else if (behind !== undefined) {
    const background = backgrounds[behind] ?? behind;
    element.style.background = background;
    element.style.color = readable(backgrounds[front] ?? front, background);
  } else if (typeof front === 'number') element.classList.add(`ansi-${front}`);
  else if (front !== undefined) {
    element.classList.add('ansi-rgb');
    element.style.setProperty('--rgb', front);
  } else if (dim) element.classList.add('ansi-dim');
}

/** The colour asked for, if it can be read on that background; else black or white. */
function readable(color, background) {
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const behind = luminance(background);
  if (color && contrast(luminance(color), behind) >= 4.5) return color;
  return contrast(1, behind) >= contrast(0, behind) ? '#fff' : '#000';
}

/** WCAG's relative luminance of '#rrggbb'. */
function luminance(color) {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(color.slice(at, at + 2), 16) / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
