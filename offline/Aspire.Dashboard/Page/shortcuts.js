import { h } from './dom.js';
import { openDialog } from './dialog.js';
import { navigate } from './router.js';

const pages = { r: '/', c: '/console', s: '/logs', t: '/traces', m: '/metrics' };

const described = [
  ['r', 'Resources'], ['c', 'Console'], ['s', 'Structured logs'], ['t', 'Traces'], ['m', 'Metrics'],
  ['/', 'Go to the filter'], ['Esc', 'Close the details'],
  ['↑ ↓', 'Move in a list'], ['Enter', 'Open; again: go into the details'], ['← →', 'Collapse and expand spans'],
  ['n  p', 'Next and previous match'], ['f', 'Follow the console'], ['?', 'These shortcuts'],
];

const setting = 'single-key-shortcuts';
const enabled = () => localStorage.getItem(setting) !== 'off';

const typing = element => element.closest('input, textarea, select, dialog, [popover]') !== null;

/** Whether this key press is a shortcut, and not part of a text or of the browser's own. */
export const isShortcut = event =>
  enabled() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented && !typing(event.target);

export function listenForShortcuts() {
  document.getElementById('shortcuts').addEventListener('click', showShortcuts);
  document.addEventListener('keydown', event => {
    if (!isShortcut(event)) return;
    const filter = document.querySelector('main input[type=search]');
    if (event.key in pages) navigate(pages[event.key]);
    else if (event.key === '?') showShortcuts();
    else if (event.key === '/' && filter) filter.select();
    else return;
    event.preventDefault();
  });
}

function showShortcuts() {
  const toggle = h('input', { type: 'checkbox', onchange: () => localStorage.setItem(setting, toggle.checked ? 'on' : 'off') });
  toggle.checked = enabled();
  openDialog({
    title: 'Keyboard shortcuts',
    body: [
      h('table.keys', null, h('tbody', null, described.map(([key, what]) =>
        h('tr', null, h('th', { scope: 'row' }, key.split(/ +/).map(each => h('kbd', null, each))), h('td', null, what))))),
      h('label.check', null, toggle, 'Single keys work as shortcuts'),
    ],
  });
}
