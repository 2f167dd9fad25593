import { h } from './dom.js';
import { icon } from './icons.js';

let dialogs = 0;

/** A modal dialog; the browser keeps focus in it, closes it on Esc and gives focus back. */
export function openDialog({ title, body, actions = [], onClose }) {
  const id = `dialog-${++dialogs}`;
  const close = h('button.icon-button', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'));
  const dialog = h('dialog', { 'aria-labelledby': id, onclose },
    h('header', null, h('h2', { id }, title), close),
    h('div.dialog-body', null, body),
    actions.length > 0 && h('footer', null, actions));
  function onclose() {
    dialog.remove();
    onClose?.();
  }
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Resolves to whether the person agreed. */
export function confirm({ title, question, action }) {
  return new Promise(resolve => {
    let agreed = false;
    const yes = h('button.primary', { type: 'button', onclick: () => { agreed = true; dialog.close(); } }, action);
    const no = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
    const dialog = openDialog({ title, body: h('p', null, question), actions: [no, yes], onClose: () => resolve(agreed) });
    no.focus();
  });
}
