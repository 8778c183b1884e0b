import { element } from './element.js';
import { onSubmit } from './form-values.js';
import { texts } from './page-texts.js';
import { perform } from './perform.js';
import { showTable } from './show-table.js';

const byId = (id) => document.getElementById(id);
const onClick = (id, act) => byId(id).addEventListener('click', act);

byId('fault-kind').addEventListener('change', ({ target }) => {
  byId('fault-kind-about').textContent = target.selectedOptions[0].dataset.about;
});
onSubmit('fault-form', (values) => perform('POST', '/faults', values));
onClick('fault-release-button', () => perform('POST', '/faults/release'));
onClick('fault-clear-button', () => perform('DELETE', '/faults'));
onSubmit('rule-form', (values) => perform('POST', '/webhooks/rules', values));
onClick('rule-release-button', () => perform('POST', '/webhooks/release'));
onClick('rule-clear-button', () => perform('DELETE', '/webhooks/rules'));
byId('webhook-first-toggle').addEventListener('change', (event) =>
  perform('PATCH', '/settings', { webhookFirst: event.target.checked }),
);

/** Shows the faults in force and how many calls they hold. */
export function showFaults({ active, held }) {
  byId('fault-held').textContent = String(held);
  showTable('fault-list', active, [
    ['#', (it) => String(it.id)],
    [texts.kind, (it) => element('code', {}, it.fault.kind)],
    [texts.event, (it) => rest(it.fault, 'kind')],
    [texts.left, (it) => left(it)],
    ['', (it) => removeButton(it.id)],
  ]);
}

/** Shows the webhook rules in force. */
export function showRules(rules) {
  showTable('rule-list', rules, [
    ['#', (it) => String(it.id)],
    [texts.event, (it) => rest(it.rule)],
    [texts.left, (it) => left(it)],
  ]);
}

function left(entry) {
  return entry.left === null ? texts.unlimited : String(entry.left);
}

function rest(fields, but) {
  const shown = Object.entries(fields).filter(([name]) => name !== but && name !== 'times');
  return element('code', {}, shown.map(([name, value]) => `${name}: ${value}`).join(', '));
}

function removeButton(id) {
  const remove = () => perform('DELETE', `/faults/${id}`);
  return element('button', { id: `fault-remove-${id}`, type: 'button', onclick: remove }, texts.remove);
}
