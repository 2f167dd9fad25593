import { h } from './dom.js';
import { icon } from './icons.js';
import { toast } from './toast.js';

/** A table of names and values under its title; nothing when there are none. */
export function pairs(title, entries) {
  if (entries.length === 0) return null;
  return h('section', null, h('h3', null, title),
    h('table.facts', { 'aria-label': title }, h('tbody', null, entries.map(({ key, value }) => fact(key, value)))));
}

export function fact(name, value) {
  const many = typeof value === 'string' && value.includes('\n');
  return h('tr', null, h('th', { scope: 'row' }, breakable(name)), h('td', null, many ? h('pre', null, value) : value));
}

/** 'messaging.system' may go on in the next line after its dot. */
const breakable = name => name.split(/(?<=[._/])/).flatMap((part, i) => i === 0 ? part : [h('wbr'), part]);

function copyButton(what, text) {
  return h('button.icon-button', {
    type: 'button', 'aria-label': `Copy ${what}`, title: `Copy ${what}`,
    onclick: async () => {
      await navigator.clipboard.writeText(text);
      toast(`The ${what} is copied.`);
    },
  }, icon('copy'));
}

/** An id in full, selectable and with its copy button. */
export const identifier = (what, text) => h('span.identifier', null, h('code', null, text), copyButton(what, text));

/** A coloured mark and the name of a process. */
export function processLabel(name, color, ...more) {
  return h('span.process', { vars: { '--color': color } }, h('span.dot'), h('span.process-name', null, name), ...more);
}

export const notes = texts => texts.length > 0 &&
  h('ul.notes', { 'aria-label': 'Notes' }, texts.map(text => h('li', null, icon('note'), h('span', null, text))));
