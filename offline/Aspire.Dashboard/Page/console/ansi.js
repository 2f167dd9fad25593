// ECMA-48: CSI … final byte; OSC … BEL or ST; and two-byte sequences. Of these only SGR (CSI … m) means something here.
const escapes = /\x1b\[([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
const controls = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** How text looks before anything was said about it. */
const plain = Object.freeze({});

/**
 * 'a\x1b[31mred' → { text: 'ared', end: { fg: 1 }, parts: [{ text: 'a', style: {} }, { text: 'red', style: { fg: 1 } }] }.
 * A colour is a number (0–15) or a CSS colour. `start` is what the line before left on, as in a terminal.
 */
export function parseAnsi(raw, start = plain) {
  if (!raw.includes('\x1b')) {
    const text = raw.replace(controls, '');
    return { text, end: start, parts: [{ text, style: start }] };
  }
  const parts = [];
  let style = start;
  let at = 0;
  const add = until => {
    const text = raw.slice(at, until).replace(controls, '');
    if (text !== '') parts.push({ text, style });
  };
  for (const match of raw.matchAll(escapes)) {
    add(match.index);
    at = match.index + match[0].length;
    if (match[2] === 'm') style = select(style, match[1]);
  }
  add(raw.length);
  return { text: parts.map(part => part.text).join(''), end: style, parts };
}

const on = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 7: 'inverse', 9: 'strike' };
const off = { 22: ['bold', 'dim'], 23: ['italic'], 24: ['underline'], 27: ['inverse'], 29: ['strike'], 39: ['fg'], 49: ['bg'] };

/** Select Graphic Rendition: '1;38;5;208' and the like; ':' separates as ';' does. */
function select(before, text) {
  let style = { ...before };
  const codes = text.split(/[;:]/).map(Number);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) style = {};
    else if (on[code]) style[on[code]] = true;
    else if (off[code]) for (const key of off[code]) delete style[key];
    else if (code >= 30 && code <= 37) style.fg = code - 30;
    // Black is the ground that a program takes a terminal to have: here that is the page's.
    else if (code === 40) delete style.bg;
    else if (code > 40 && code <= 47) style.bg = code - 40;
    else if (code >= 90 && code <= 97) style.fg = code - 82;
    else if (code >= 100 && code <= 107) style.bg = code - 92;
    else if (code === 38 || code === 48) {
      const key = code === 38 ? 'fg' : 'bg';
      if (codes[i + 1] === 5) { style[key] = indexed(codes[i + 2]); i += 2; }
      else if (codes[i + 1] === 2) { style[key] = rgb(codes.slice(i + 2, i + 5)); i += 4; }
    }
  }
  return style;
}

/** 0–15 the theme's, 16–231 a cube of 6 × 6 × 6, 232–255 greys. */
function indexed(index) {
  if (!(index >= 16)) return index >= 0 ? index : undefined;
  if (index >= 232) return rgb(Array(3).fill(8 + (index - 232) * 10));
  const level = step => step === 0 ? 0 : 55 + step * 40;
  return rgb([Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6].map(level));
}

const rgb = parts => `#${[0, 1, 2].map(i => Math.min(255, parts[i] || 0).toString(16).padStart(2, '0')).join('')}`;
