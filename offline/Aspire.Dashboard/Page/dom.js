/**
 * An element. `tag` may carry classes ('tr.selected'); `on…` properties are listeners, `vars` custom CSS properties,
 * false and null are left out. Children are elements or texts: what comes from the server only ever becomes text.
 */
export function h(tag, properties, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') element.classList.add(value);
    else if (key === 'vars') setVars(element, value);
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The content security policy forbids style attributes, not the properties of element.style. */
function setVars(element, vars) {
  for (const [key, value] of Object.entries(vars)) element.style.setProperty(key, value);
}

const shown = new WeakMap();

/**
 * Makes the children of `parent` those of `items`, in their order. An item that stays keeps its element, and with it
 * focus and selected text. `create(item)` returns { element, update(item) }.
 */
export function reconcile(parent, items, keyOf, create) {
  const before = shown.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const child = before.get(key) ?? create(item);
    child.update?.(item);
    before.delete(key);
    after.set(key, child);
  }
  for (const { element } of before.values()) element.remove();
  let cursor = parent.firstElementChild;
  for (const { element } of after.values()) {
    if (element === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(element, cursor);
  }
  shown.set(parent, after);
}

/** Gives an element new children only when what they are made of has changed. */
export function content(element) {
  let last;
  return (made, create) => {
    const now = JSON.stringify(made);
    if (now === last) return;
    last = now;
    element.replaceChildren(...[create(made)].flat().filter(child => child !== null));
  };
}
