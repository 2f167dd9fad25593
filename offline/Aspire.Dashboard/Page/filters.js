import { h } from './dom.js';
import { icon } from './icons.js';
import { application } from './application.js';

const typingPauseMs = 250;

/** A search field; `onChange` hears of it when the typing pauses. */
export function textFilter({ label, value, onChange }) {
  let timer = null;
  const input = h('input', {
    type: 'search', 'aria-label': label, placeholder: label, spellcheck: 'false', autocomplete: 'off',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(tell, typingPauseMs);
    },
    onkeydown: event => { if (event.key === 'Enter' && timer !== null) tell(); },
  });
  function tell() {
    clearTimeout(timer);
    timer = null;
    if (input.isConnected) onChange(input.value.trim());
  }
  input.value = value ?? '';
  return input;
}

/** `options` are [value, text]. */
export function choice({ label, value, options, onChange }) {
  const select = h('select', { 'aria-label': label, onchange: () => onChange(select.value) });
  setOptions(select, options, value);
  return select;
}

function setOptions(select, options, value) {
  // A value from the address that is not (or no longer) a choice is still what is looked for.
  const all = value && !options.some(([each]) => each === value) ? [...options, [value, value]] : options;
  select.replaceChildren(...all.map(([each, text]) => h('option', { value: each }, text)));
  select.value = value ?? '';
}

/** Resources, and the replicas of those that have several. */
export function processChoice({ label = 'Resource', all = 'All resources', value, onChange }) {
  const options = () => [['', all], ...application.resources.flatMap(({ name, replicas }) =>
    [[name, name], ...(replicas.length > 1 ? replicas.map(({ id }) => [id, ` – ${id}`]) : [])])];
  const select = choice({ label, value, options: options(), onChange });
  let shown = JSON.stringify(options());
  application.addEventListener('change', function update() {
    if (!select.isConnected) return application.removeEventListener('change', update);
    const now = options();
    if (JSON.stringify(now) === shown) return;
    shown = JSON.stringify(now);
    setOptions(select, now, select.value);
  });
  return select;
}

export function toggle({ label, pressed, onChange, key }) {
  const button = h('button.toggle', {
    type: 'button', 'aria-pressed': String(pressed), 'aria-keyshortcuts': key,
    onclick: () => {
      const now = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(now));
      onChange(now);
    },
  }, label);
  return button;
}

/** A filter that came with a link, and can be taken away. */
export const chip = (text, onRemove) =>
  h('span.chip', null, h('span', null, text),
    h('button.icon-button', { type: 'button', 'aria-label': `Remove the filter ${text}`, onclick: onRemove }, icon('close')));

export const pageHeading = (title, ...more) => h('div.heading', null, h('h1', null, title), ...more);
