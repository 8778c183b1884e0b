import { element } from './element.js';
import { money, texts, timeOfDay } from './page-texts.js';
import { openDetail, refreshDetail } from './payment-detail.js';
import { showTable } from './show-table.js';

const byId = (id) => document.getElementById(id);
let payments = [];

/** Shows the payments, newest first, as far as the filter lets them through. */
export function showPayments(all) {
  payments = all;
  fillMethods();
  fillImpUids();
  refreshDetail(all);
  show();
}

/** The windows that have been opened, with their addresses. */
export function showWindows(checkouts) {
  const recent = checkouts.slice(-20).reverse();
  showTable('window-list', recent, [
    ['imp_uid', (it) => element('a', { href: `/_window/${it.id}`, target: '_blank', rel: 'noopener' }, it.impUid)],
    ['merchant_uid', (it) => it.merchantUid],
    [texts.status, (it) => badge(it.state)],
    [texts.amount, (it) => money(it.amount, it.currency)],
  ]);
}

/** A status as a coloured label. */
export function badge(status) {
  return element('span', { class: `badge ${status}` }, status);
}

byId('payment-filter').addEventListener('input', show);
byId('payment-filter').addEventListener('submit', (event) => event.preventDefault());

function show() {
  const matching = payments.filter(passes).reverse();
  const columns = [
    ['imp_uid', (it) => element('code', {}, it.imp_uid)],
    [texts.order, (it) => element('span', { class: 'order' }, it.name ?? '', element('small', {}, it.merchant_uid))],
    [texts.amount, (it) => amountOf(it)],
    [texts.status, (it) => badge(it.status)],
    [texts.method, (it) => [it.pay_method, it.emb_pg_provider].filter(Boolean).join(' · ')],
    [texts.channel, (it) => `${it.sandbox ? texts.test : texts.live} · ${it.pg_provider ?? ''}`],
    [texts.time, (it) => element('time', {}, timeOfDay(it.started_at))],
    ['', (it) => manageButton(it)],
  ];
  const empty = payments.length === 0 ? texts.noPayments : texts.noMatches;
  showTable('payment-list', matching, columns, { empty, rowId: (it) => `payment-${it.imp_uid}` });
}

function amountOf({ amount, cancel_amount, currency }) {
  const cancelled = cancel_amount > 0 && element('small', {}, `−${money(cancel_amount, currency)}`);
  return element('span', { class: 'order number' }, money(amount, currency), cancelled || null);
}

function manageButton({ imp_uid }) {
  const properties = { id: `manage-${imp_uid}`, type: 'button', 'aria-label': `${texts.manage} ${imp_uid}` };
  return element('button', { ...properties, onclick: () => openDetail(imp_uid) }, texts.manage);
}

function passes(payment) {
  const text = byId('filter-text').value.trim().toLowerCase();
  const [status, method, channel] = ['status', 'method', 'channel'].map((it) => byId(`filter-${it}`).value);
  const { imp_uid, merchant_uid, name, buyer_name } = payment;
  const isFound = [imp_uid, merchant_uid, name, buyer_name].some((it) => it?.toLowerCase().includes(text));
  if (text !== '' && !isFound) return false;
  if (status !== '' && payment.status !== status) return false;
  if (method !== '' && payment.pay_method !== method) return false;
  return channel === '' || payment.sandbox === (channel === 'test');
}

function fillMethods() {
  const select = byId('filter-method');
  const known = new Set([...select.options].map((it) => it.value));
  for (const method of new Set(payments.map((it) => it.pay_method).filter(Boolean))) {
    if (!known.has(method)) select.append(element('option', { value: method }, method));
  }
}

function fillImpUids() {
  const recent = payments.slice(-50).map(({ imp_uid, name }) => element('option', { value: imp_uid }, name ?? ''));
  byId('imp-uids').replaceChildren(...recent);
}
