import { h, reconcile } from '../dom.js';
import { icon } from '../icons.js';
import { runCommand } from './run-command.js';

let menus = 0;

/** The highlighted commands as buttons, the others in a menu. */
export function commandsCell() {
  const buttons = h('span.buttons');
  const menu = h('div.menu', { id: `menu-${++menus}`, popover: 'auto', role: 'menu' });
  const more = h('button.icon-button', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', popovertarget: menu.id }, icon('more'));
  const element = h('td.commands', null, h('div.command-row', null, buttons, more, menu));
  placeMenu(menu, more);

  function update(name, replica) {
    const visible = replica.commands.filter(({ state }) => state !== 'Hidden');
    const others = visible.filter(({ highlighted }) => !highlighted);
    const focused = document.activeElement;
    const wasHere = buttons.contains(focused);
    const create = attributes => command => commandButton(name, replica.id, command, attributes);
    reconcile(buttons, visible.filter(({ highlighted }) => highlighted), command => command.name, create({}));
    reconcile(menu, others, command => command.name, create({ role: 'menuitem', tabindex: -1 }));
    // The button that was pressed may be gone now (Stop, once stopped): the next one takes the focus.
    if (wasHere && !focused.isConnected) (buttons.querySelector('button') ?? more).focus();
    more.hidden = others.length === 0;
    more.setAttribute('aria-label', `More commands of ${name}`);
    menu.setAttribute('aria-label', `Commands of ${name}`);
  }

  return { element, update };
}

function commandButton(resourceName, replicaId, first, attributes) {
  let command = first;
  let running = false;
  const element = h('button', { type: 'button', ...attributes, onclick: run }, command.displayName);

  async function run() {
    element.closest('[popover]')?.hidePopover();
    if (element.getAttribute('aria-disabled') === 'true') return;
    running = true;
    show();
    try {
      await runCommand(resourceName, replicaId, command);
    } finally {
      running = false;
      show();
    }
  }

  // aria-disabled in place of disabled: a disabled button would drop the focus.
  function show() {
    element.textContent = command.displayName;
    element.title = command.description ?? '';
    element.setAttribute('aria-disabled', String(running || command.state === 'Disabled'));
    element.setAttribute('aria-busy', String(running));
    if (!attributes.role) element.setAttribute('aria-label', `${command.displayName} ${resourceName}`);
  }

  return { element, update(now) { command = now; show(); } };
}

function placeMenu(menu, button) {
  menu.addEventListener('beforetoggle', event => {
    const { bottom, right } = button.getBoundingClientRect();
    const opens = event.newState === 'open';
    button.setAttribute('aria-expanded', String(opens));
    if (!opens) return;
    menu.style.top = `${Math.min(bottom + 4, innerHeight - 44 * menu.childElementCount)}px`;
    menu.style.right = `${document.documentElement.clientWidth - right}px`;
  });
  menu.addEventListener('toggle', event => {
    if (event.newState === 'open') menu.querySelector('button')?.focus();
  });
  menu.addEventListener('keydown', event => {
    const items = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    event.preventDefault();
  });
}
