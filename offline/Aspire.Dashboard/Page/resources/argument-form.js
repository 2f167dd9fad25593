import { h } from '../dom.js';

/**
 * A form for a command's arguments. The command's own validation is the only one: what it says is shown at the field,
 * so the browser's is switched off.
 */
export function argumentForm(id, args, onSubmit) {
  const fields = args.map(argument => createField(id, argument));
  const element = h('form.arguments', {
    id, novalidate: true,
    onsubmit: event => {
      event.preventDefault();
      showErrors({});
      onSubmit(Object.fromEntries(fields.map(({ name, read }) => [name, read()])));
    },
  }, fields.map(field => field.element));

  /** @returns whether a field has one; the first of them gets the focus. */
  function showErrors(errors) {
    for (const field of fields) field.showErrors(errors[field.name] ?? []);
    const first = fields.find(({ name }) => errors[name]?.length > 0);
    first?.control.focus();
    return first !== undefined;
  }

  return { element, showErrors };
}

function createField(formId, argument) {
  const id = `${formId}-${argument.name}`;
  const described = [argument.description && `${id}-description`, `${id}-errors`].filter(Boolean).join(' ');
  const attributes = {
    id, name: argument.name, required: argument.required, disabled: argument.disabled,
    placeholder: argument.placeholder, maxlength: argument.maxLength, 'aria-describedby': described, autocomplete: 'off',
  };
  const { control, extra, read } = controls[argument.type]?.(attributes, argument) ?? controls.Text(attributes, argument);
  const errors = h('p.error', { id: `${id}-errors` });
  const isCheck = argument.type === 'Boolean';
  const label = h('label', { for: id }, argument.label, argument.required && !isCheck && h('span.muted', { 'aria-hidden': 'true' }, ' (required)'));
  const element = h(isCheck ? 'div.field.check' : 'div.field', null,
    isCheck ? [control, label] : [label, control], extra,
    argument.description && h('p.description', { id: `${id}-description` }, argument.description), errors);

  return {
    name: argument.name, element, control, read,
    showErrors(texts) {
      errors.textContent = texts.join(' ');
      control.setAttribute('aria-invalid', String(texts.length > 0));
    },
  };
}

function textControl(attributes, { value }) {
  const control = h('input', attributes);
  control.value = value ?? '';
  return { control, read: () => control.value === '' ? null : control.value };
}

const controls = {
  Text: (attributes, argument) => textControl({ type: 'text', ...attributes }, argument),
  SecretText: (attributes, argument) => textControl({ type: 'password', ...attributes, autocomplete: 'new-password' }, argument),
  // A text field: a number field would hand over nothing for a text that is no number, and nothing could be said about it.
  Number: (attributes, argument) => textControl({ type: 'text', inputmode: 'decimal', ...attributes }, argument),
  Boolean: (attributes, { value }) => {
    const control = h('input', { type: 'checkbox', ...attributes });
    control.checked = value === 'true';
    return { control, read: () => String(control.checked) };
  },
  Choice: (attributes, argument) => argument.allowCustom ? customChoice(attributes, argument) : choice(attributes, argument),
};

function choice(attributes, { options, value, required }) {
  const control = h('select', attributes,
    (!required || !value) && h('option', { value: '' }, attributes.placeholder ?? ''),
    options.map(({ key, text }) => h('option', { value: key }, text)));
  control.value = value ?? '';
  return { control, read: () => control.value === '' ? null : control.value };
}

function customChoice(attributes, argument) {
  const list = `${attributes.id}-choices`;
  return {
    ...textControl({ type: 'text', ...attributes, list }, argument),
    extra: h('datalist', { id: list }, argument.options.map(({ key, text }) => h('option', { value: key }, text))),
  };
}
