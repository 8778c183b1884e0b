import { call } from '/_window/assets/call.js';
import { actionButton, element } from './element.js';
import { formValues } from './form-values.js';
import { dateInKorea, money, texts } from './page-texts.js';
import { perform } from './perform.js';

const dialog = document.getElementById('payment-detail');
let open = null;

/** Opens the sheet of one payment: what it is, and what can be done to it. */
export async function openDetail(impUid) {
  open = { impUid, state: null };
  await draw();
  if (open !== null && !dialog.open) dialog.showModal();
}

/** Draws the open sheet anew when its payment has changed meanwhile. */
export function refreshDetail(payments) {
  const payment = open && payments.find(({ imp_uid }) => imp_uid === open.impUid);
  if (payment && open.state !== null && stateOf(payment) !== open.state) draw();
}

dialog.addEventListener('close', () => {
  const opener = open && document.getElementById(`manage-${open.impUid}`);
  open = null;
  opener?.focus();
});
dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

async function draw() {
  const sheet = open;
  const payment = await call('GET', `/payments/${sheet.impUid}`);
  if (open !== sheet) return; // closed, or another one's, meanwhile
  sheet.state = stateOf(payment);
  const heading = element('h3', { id: 'detail-title' }, `${payment.name ?? ''} ${payment.imp_uid}`);
  const close = actionButton('detail-close-button', texts.close, () => dialog.close());
  const record = element('details', {}, element('summary', {}, texts.record), json(payment));
  dialog.replaceChildren(element('header', {}, heading, close), facts(payment), actions(payment), record);
}

function stateOf({ status, cancel_amount, vbank_num, vbank_date }) {
  return JSON.stringify([status, cancel_amount, vbank_num, vbank_date]);
}

function facts(payment) {
  const { status, amount, cancel_amount, currency, vbank_num, vbank_name, vbank_date, fail_reason } = payment;
  const cancelled = cancel_amount > 0 ? ` (−${money(cancel_amount, currency)})` : '';
  const rows = [
    [texts.status, fail_reason ? `${status}: ${fail_reason}` : status],
    [texts.amount, money(amount, currency) + cancelled],
    ['merchant_uid', payment.merchant_uid],
    vbank_num && [texts.account, [vbank_name, vbank_num].filter(Boolean).join(' ')],
    vbank_num && [texts.due, dateInKorea(vbank_date)],
  ].filter(Boolean);
  return element(
    'dl',
    { class: 'keys' },
    rows.map(([name, value]) => fact(name, value)),
  );
}

function fact(name, value) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

function json(payment) {
  return element('pre', { tabindex: '0' }, element('code', {}, JSON.stringify(payment, null, 2)));
}

/** Only what is possible now; the control API is asked all the same, and says why when it is not. */
function actions(payment) {
  const { status, vbank_num: account } = payment;
  const canPay = status === 'ready' || status === 'failed';
  return element(
    'div',
    { class: 'actions' },
    (status === 'paid' || status === 'cancelled') && cancelForm(),
    account && canPay && actForm('deposit', texts.deposit, [['amount', texts.depositAmount, 'number']]),
    status === 'ready' && actForm('decline', texts.decline, [['reason', texts.declineReason, 'text']]),
    element(
      'p',
      { class: 'buttons' },
      canPay && act('approve', status === 'failed' ? texts.approveLate : texts.approve),
      account && status === 'ready' && act('expire', texts.expire),
      account && status === 'ready' && act('revoke', texts.revoke),
      act('finish-cancel', texts.finishCancel),
      actionButton('detail-resend-button', texts.resend, () => after('/webhooks/resend', { imp_uid: open.impUid })),
      prefill('detail-fault-button', texts.faultFor, 'faults', 'fault-impUid'),
      prefill('detail-rule-button', texts.ruleFor, 'rules', 'rule-impUid'),
      prefill('detail-replay-button', texts.replay, 'attacker', 'attacker-returnImpUid'),
    ),
  );
}

function cancelForm() {
  const fields = [
    ['amount', texts.cancelAmount, 'number'],
    ['reason', texts.cancelReason, 'text'],
  ];
  return actForm('console-cancel', texts.cancel, fields, 'detail-cancel');
}

function actForm(path, label, fields, id = `detail-${path}`) {
  const inputs = fields.map(([name, text, type]) =>
    element(
      'div',
      { class: 'field' },
      element('label', { for: `${id}-${name}` }, text),
      element('input', { id: `${id}-${name}`, name, type, step: type === 'number' && 'any', autocomplete: 'off' }),
    ),
  );
  const submit = (event) => {
    event.preventDefault();
    after(`/payments/${open.impUid}/${path}`, formValues(event.target));
  };
  const button = element('button', { id: `${id}-button`, type: 'submit' }, label);
  return element('form', { class: 'grid', novalidate: true, onsubmit: submit }, inputs, button);
}

function act(path, label) {
  return actionButton(`detail-${path}-button`, label, () => after(`/payments/${open.impUid}/${path}`));
}

async function after(path, body) {
  const answer = await perform('POST', path, body);
  if (answer !== undefined && open) await draw();
}

/** Goes to another tab with this payment filled in. */
function prefill(id, label, tab, field) {
  return actionButton(id, label, () => {
    document.getElementById(field).value = open.impUid;
    dialog.close();
    location.hash = tab;
    document.getElementById(field).focus();
  });
}
