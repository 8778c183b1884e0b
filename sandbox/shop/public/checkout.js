import { clearErrorsWhileTyping, readBuyer } from './buyer-form.js';
import { completePayment } from './complete-payment.js';
import { won } from './format.js';
import { pageData } from './page-data.js';
import { openPaymentWindow } from './payment-window.js';
import { keepRecentOrder } from './recent-order.js';
import { requestJson } from './request-json.js';
import { showAnswer } from './show-answer.js';

const { texts } = pageData;
const form = document.getElementById('checkout');
const payButton = document.getElementById('pay');
const payError = document.getElementById('pay-error');
const field = (name) => form.elements.namedItem(name);
let isPaying = false;

window.IMP?.init(pageData.merchantCode);
clearErrorsWhileTyping(form);
field('quantity').addEventListener('change', showTotal);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void pay();
});
// The back button may bring this page back as it was left: with a button that waits.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) setPaying(false);
});
setPaying(false);

/** One click, one order, one window: further clicks find `isPaying` set. */
async function pay() {
  if (isPaying) return;
  const customer = readBuyer(form);
  if (customer === null) return;
  if (window.IMP === undefined) return void (payError.textContent = texts.noSdk);
  setPaying(true);
  const { status, answer } = await requestJson('POST', '/api/orders', {
    goods: pageData.goods,
    quantity: Number(field('quantity').value),
    method: field('method').value,
    customer,
  });
  if (status !== 201) return stop(texts.orderFailed);
  keepRecentOrder(answer.order_path, location.pathname);
  try {
    const chosen = choice();
    const tampered = chosen.cheatAmount || chosen.cheatChannel !== null;
    openPaymentWindow(answer.payment, chosen, (rsp) => void finish(answer, rsp, tampered));
  } catch (error) {
    stop(String(error));
  }
}

function choice() {
  return {
    redirect: field('flow').value === 'redirect',
    cheatAmount: field('cheat-amount').checked,
    cheatChannel: field('cheat-channel').checked ? pageData.testChannelKey : null,
  };
}

/**
 * Whenever there is an `imp_uid`, the service is asked, also where the window says that it failed: neither `success` nor
 * `error_code` says whether money was paid.
 */
async function finish(order, rsp, tampered) {
  payButton.textContent = texts.checking;
  const answer = rsp.imp_uid
    ? await completePayment(pageData.completeUrl, { imp_uid: rsp.imp_uid, merchant_uid: rsp.merchant_uid })
    : { status: 'failed', message: rsp.error_msg };
  setPaying(false);
  showAnswer(form, order, answer, {
    errorMsg: rsp.error_msg ?? undefined,
    opened: Boolean(rsp.imp_uid),
    tampered,
  });
}

function stop(message) {
  setPaying(false);
  payError.textContent = message;
}

function setPaying(value) {
  isPaying = value;
  payButton.disabled = value;
  payButton.setAttribute('aria-busy', String(value));
  if (value) payError.textContent = '';
  showTotal();
}

function showTotal() {
  const total = won(pageData.price * Number(field('quantity').value));
  document.getElementById('price').textContent = total;
  document.getElementById('total').textContent = total;
  payButton.textContent = isPaying ? texts.paying : pageData.payLabel.replace('{amount}', total);
}
