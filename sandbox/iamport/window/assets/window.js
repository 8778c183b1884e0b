/**
 * The payment window's behaviour: what the buyer presses goes to the sandbox's control API, and the outcome goes to
 * the page that opened the window (a message to its frame's parent) or to `m_redirect_url` (a full-page redirect).
 */
import { call } from './call.js';
import { showAccount } from './show-account.js';

const { checkout, origin, locale, texts } = readScene();
const byId = (id) => document.getElementById(id);
const form = byId('pay-form');
let state = checkout.state;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  pay(0);
});
form.addEventListener('change', showChoice);
byId('slow-button').addEventListener('click', () => pay(Math.max(0, Number(byId('slow-seconds').value) || 0) * 1000));
byId('decline-button').addEventListener('click', decline);
byId('decline-reason').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault(); // Enter here must not pay
  decline();
});
byId('slow-seconds').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  byId('slow-button').click();
});
byId('die-button').addEventListener('click', die);
byId('cancel-button').addEventListener('click', close);
byId('close-button').addEventListener('click', close);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) close();
});
window.addEventListener('message', (event) => {
  const isShop = event.source === window.parent && window.parent !== window;
  if (!isShop || (origin !== '*' && event.origin !== origin)) return;
  const message = event.data;
  if (message && message.from === 'iamport-sandbox-shop' && message.checkout === checkout.id) close();
});
begin();

function readScene() {
  const { checkout, origin, locale, texts } = document.body.dataset;
  return { checkout: JSON.parse(checkout), origin, locale, texts: JSON.parse(texts) };
}

function begin() {
  showChoice();
  byId('close-button').disabled = false;
  if (state === 'open') return setDisabled(false);
  if (state === 'busy') return watch();
  if (state === 'ended') return showEnd(texts.endedTitle, texts.endedText, checkout.told);
  if (state === 'died') return showEnd(texts.diedTitle, texts.diedText, null);
}

function showChoice() {
  const method = form.elements.method.value;
  for (const extra of document.querySelectorAll('[data-for]')) extra.hidden = extra.dataset.for !== method;
  byId('approve-label').textContent = method === 'vbank' ? texts.issue : texts.pay;
}

/** What the control API is told of the buyer's choice; a wallet pays by card inside the PG's window (§2.3). */
function choice() {
  const method = form.elements.method.value;
  return method === 'easy' ? { payMethod: 'card', embPgProvider: byId('wallet').value } : { payMethod: method };
}

async function pay(delayMs) {
  if (form.elements.method.value === 'vbank') return issue(delayMs);
  await act('/approve', { ...choice(), ...(delayMs > 0 && { delayMs: Math.round(delayMs) }) }, tell);
}

async function issue(delayMs) {
  const bank = { vbank_code: byId('vbank-bank').value, vbank_name: byId('vbank-bank').selectedOptions[0].textContent };
  if (delayMs > 0) {
    setBusy();
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    state = 'open';
  }
  await act('/virtual-account', bank, async (told) => {
    await showAccount(checkout.impUid, locale);
    form.hidden = true;
    byId('account-panel').hidden = false;
    byId('account-done-button').onclick = () => tell(told);
    byId('account-done-button').focus();
  });
}

function decline() {
  const reason = byId('decline-reason').value.trim();
  return act('/decline', reason === '' ? {} : { reason }, tell);
}

/** The browser dies: the sandbox tells it nothing, and neither does this page tell the shop. */
function die() {
  const byAccount = form.elements.method.value === 'vbank';
  const body = byAccount ? { vbank_code: byId('vbank-bank').value } : choice();
  const ended = () => {
    state = 'died';
    showEnd(texts.diedTitle, texts.diedText, null);
  };
  return act(byAccount ? '/virtual-account' : '/approve-and-die', body, ended);
}

function close() {
  if (state === 'open') return act('/close', undefined, tell);
  if (state === 'busy') say(texts.busyNoClose);
  if (state === 'ended' && !byId('account-panel').hidden) byId('account-done-button').click();
}

/** One act at a time; a refusal of the control API is shown, and the window stays usable. */
async function act(path, body, then) {
  if (state !== 'open') return;
  setBusy();
  try {
    const told = await call('POST', `/checkouts/${checkout.id}${path}`, body);
    state = 'ended';
    document.body.classList.remove('busy');
    say('');
    await then(told);
  } catch (error) {
    state = 'open';
    setDisabled(false);
    say(`${texts.failed} ${error.message}`);
  }
}

function setBusy() {
  state = 'busy';
  setDisabled(true);
  say(texts.processing);
}

function setDisabled(disabled) {
  document.body.classList.toggle('busy', disabled);
  for (const control of form.elements) control.disabled = disabled;
}

/** A window that was loaded again while the PG was at work. */
async function watch() {
  setBusy();
  const now = await call('GET', `/checkouts/${checkout.id}`).catch(() => null);
  if (now === null || now.state === 'busy') return void setTimeout(watch, 500);
  location.reload();
}

/** Tells the shop's page how it ended, to its origin only; or goes back to it. */
function tell(told) {
  if (told.way === 'redirect') return goBack(told.url);
  if (window.parent === window || origin === '') return showEnd(texts.endedTitle, JSON.stringify(told.rsp), null);
  const message = { from: 'iamport-sandbox-window', type: 'ended', checkout: checkout.id, rsp: told.rsp };
  window.parent.postMessage(message, origin);
}

function goBack(url) {
  say(texts.returning);
  if (/^\s*(javascript|data|vbscript):/i.test(url)) return say(`${texts.failed} ${url}`);
  location.replace(url);
}

function showEnd(title, text, told) {
  form.hidden = true;
  byId('close-button').hidden = true;
  byId('account-panel').hidden = true;
  byId('end-panel').hidden = false;
  byId('end-title').textContent = title;
  byId('end-text').textContent = text;
  byId('return-button').hidden = told === null;
  byId('return-button').onclick = () => tell(told);
  byId('end-panel').focus();
}

function say(text) {
  byId('window-status').textContent = text;
}
