import { element } from './element.js';
import { texts, timeOfDay } from './page-texts.js';
import { badge } from './payments.js';
import { perform } from './perform.js';
import { showTable } from './show-table.js';

const byId = (id) => document.getElementById(id);

byId('test-live-button').addEventListener('click', () => perform('POST', '/webhooks/test-payload', { mode: 'live' }));
byId('test-test-button').addEventListener('click', () => perform('POST', '/webhooks/test-payload', { mode: 'test' }));
byId('log-clear-button').addEventListener('click', () => perform('DELETE', '/webhooks'));

/** Shows the webhook log, newest first. */
export function showWebhooks(log) {
  const recent = log.slice(-200).reverse();
  const columns = [
    ['#', (it) => String(it.id)],
    [texts.time, (it) => element('time', {}, timeOfDay(it.at))],
    [texts.event, (it) => element('span', { class: 'order' }, bodyOf(it), element('small', {}, it.body.imp_uid))],
    [texts.address, (it) => element('span', { class: 'address' }, it.targets.map(({ url }) => url).join(', '))],
    [texts.outcome, (it) => badge(it.outcome)],
    [texts.answer, (it) => attemptsOf(it)],
    ['', (it) => resendButton(it)],
  ];
  showTable('webhook-list', recent, columns, { rowId: (it) => `webhook-${it.id}` });
}

function bodyOf({ body, format }) {
  const { status, event } = body;
  return element('span', {}, badge(status), ` ${[event, format].filter(Boolean).join(' · ')}`);
}

function attemptsOf({ targets }) {
  const attempts = targets.flatMap((target) => target.attempts);
  return attempts.map(({ status, error }) => (error === null ? String(status) : `0 (${error})`)).join(', ');
}

function resendButton({ id, body }) {
  const properties = { id: `resend-${id}`, type: 'button', 'aria-label': `${texts.resend} ${body.imp_uid}` };
  const resend = () => perform('POST', '/webhooks/resend', { imp_uid: body.imp_uid });
  return element('button', { ...properties, onclick: resend }, texts.resend);
}
