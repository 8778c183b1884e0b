import { onSubmit } from './form-values.js';
import { texts } from './page-texts.js';
import { perform } from './perform.js';

const byId = (id) => document.getElementById(id);
const form = byId('settings-form');
let current = null;

/** Fills in the settings in force, but never a field that the reader is about to change. */
export function showSettings(settings) {
  if (JSON.stringify(settings) === JSON.stringify(current)) return;
  const before = current;
  current = settings;
  for (const field of form.elements) {
    if (field.name && (before === null || valueOf(field) === shownIn(before, field))) fill(field, settings);
  }
  byId('webhook-first-toggle').checked = settings.webhookFirst;
  showAttack(settings.attacker, before);
  const url = byId('forge-url');
  if (url.value === '') url.value = settings.webhookUrl.live ?? '';
}

onSubmit('settings-form', async () => {
  const changed = [...form.elements].filter((it) => it.name && valueOf(it) !== shownIn(current, it));
  const patch = {};
  for (const field of changed) {
    const [name, mode] = field.name.split('.');
    const value = field.type === 'number' ? Number(field.value) : valueOf(field);
    if (mode) patch[name] = { ...(patch[name] ?? current[name]), [mode]: value === '' ? null : value };
    else patch[name] = value;
  }
  await perform('PATCH', '/settings', patch, texts.saved);
});
onSubmit('attacker-form', (values) => perform('PATCH', '/settings', { attacker: values }, texts.saved));
byId('attacker-stop-button').addEventListener('click', () => perform('PATCH', '/settings', { attacker: null }));
onSubmit('forge-form', (values) => perform('POST', '/webhooks', values));
byId('token-end-button').addEventListener('click', () => perform('DELETE', '/tokens'));

function showAttack(attacker, before) {
  byId('tab-attacker').classList.toggle('armed', attacker !== null);
  if (before !== null && JSON.stringify(before.attacker) === JSON.stringify(attacker)) return;
  for (const field of byId('attacker-form').elements) if (field.name) field.value = attacker?.[field.name] ?? '';
}

function valueOf(field) {
  return field.type === 'checkbox' ? field.checked : field.value;
}

/** What the field would show of these settings. */
function shownIn(settings, { name, type }) {
  const [setting, mode] = name.split('.');
  const value = mode ? settings[setting][mode] : settings[setting];
  return type === 'checkbox' ? value : String(value ?? '');
}

function fill(field, settings) {
  if (field.type === 'checkbox') field.checked = shownIn(settings, field);
  else field.value = shownIn(settings, field);
}
