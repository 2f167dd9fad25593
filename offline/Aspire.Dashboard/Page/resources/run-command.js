import { execute } from '../api.js';
import { confirm, openDialog } from '../dialog.js';
import { h } from '../dom.js';
import { toast } from '../toast.js';
import { argumentForm } from './argument-form.js';
import { outcomeView, outcomeWords } from './outcome.js';

/** Asks what there is to ask, executes, and shows what came of it. */
export async function runCommand(resourceName, replicaId, command) {
  const title = `${command.displayName}: ${resourceName}`;
  if (command.confirmation && !await confirm({ title, question: command.confirmation, action: command.displayName })) return;
  if (command.arguments.length > 0) return runWithForm(title, replicaId, command);
  const outcome = await attempt(replicaId, command.name, {});
  if (outcome.data) openDialog({ title, body: outcomeView(command, outcome) });
  else toast(`${resourceName}: ${outcomeWords(command, outcome)}`, !outcome.success && !outcome.canceled);
}

/** Resolves when the dialog is closed: until then the command counts as being executed. */
function runWithForm(title, replicaId, command) {
  return new Promise(resolve => {
    const outcomeArea = h('div.outcome', { role: 'status' });
    const submit = h('button.primary', { type: 'submit', form: 'command-form' }, command.displayName);
    const form = argumentForm('command-form', command.arguments, async values => {
      submit.disabled = true;
      outcomeArea.replaceChildren();
      const outcome = await attempt(replicaId, command.name, values);
      submit.disabled = false;
      outcomeArea.replaceChildren(...outcomeView(command, outcome));
      if (form.showErrors(outcome.errors)) return;
      outcomeArea.scrollIntoView({ block: 'nearest' });
      submit.focus({ preventScroll: true });
    });
    const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, 'Done');
    const dialog = openDialog({
      title,
      body: [command.description && h('p.muted', null, command.description), form.element, outcomeArea].filter(Boolean),
      actions: [cancel, submit],
      onClose: resolve,
    });
    form.element.querySelector('input:enabled, select:enabled')?.focus();
  });
}

/** What kept a command from an outcome is an outcome too. */
async function attempt(replicaId, name, values) {
  try {
    return await execute(replicaId, name, values);
  } catch (error) {
    const message = error instanceof TypeError ? 'The application does not answer.' : error.message;
    return { success: false, canceled: false, message, data: null, format: null, errors: {} };
  }
}
