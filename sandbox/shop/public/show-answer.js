import { element } from './element.js';
import { pageData } from './page-data.js';
import { actionLink, showResult } from './result-card.js';
import { showOrderView } from './show-order-view.js';
import { watchOrder } from './watch-order.js';

const { texts } = pageData;
const place = document.getElementById('result');
const REFUSED = ['forgery', 'paymentNotFound'];
const MAY_RETRY = [...REFUSED, 'failed'];
const MAY_CHANGE = ['vbankIssued', 'pending'];

/**
 * Shows what the service answered, in place of the form. What can be tried again brings the form back; for all else the
 * address becomes the order's own, so that a reload shows the order and does not sell a second time.
 *
 * @param {HTMLFormElement} form
 * @param {object} order what the shop's server answered when the order was placed
 * @param {object} answer of `POST /payments/complete`
 * @param {object} told
 * @param {string | undefined} told.errorMsg of the window; shown only now that the service says "not paid"
 * @param {boolean} told.opened false where the window did not open, and the service was not asked
 * @param {boolean} told.tampered whether an attack was demonstrated
 */
export function showAnswer(form, order, answer, { errorMsg, opened, tampered }) {
  const { status: outcome } = answer;
  const wasLeft = outcome === 'pending' && errorMsg !== undefined;
  const mayRetry = MAY_RETRY.includes(outcome) || wasLeft;
  const watching = new AbortController();
  form.hidden = true;
  showResult(place, {
    outcome,
    order: order.payment,
    account: outcome === 'vbankIssued' ? answer : null,
    isRefunded: answer.refunded === true,
    reason: outcome === 'failed' ? answer.message : wasLeft ? errorMsg : null,
    note: tampered ? attackNote(outcome, opened) : outcome === 'vbankIssued' ? texts.waiting : null,
    actions: mayRetry ? [retryButton(form, watching), orderLink(order, true)] : [orderLink(order)],
    focus: true,
  });
  window.scrollTo(0, 0);
  if (MAY_CHANGE.includes(outcome)) watch(order, outcome, watching.signal);
  if (!mayRetry) history.replaceState(null, '', order.order_path);
}

function attackNote(outcome, opened) {
  if (!opened) return texts.attackBlocked;
  return REFUSED.includes(outcome) ? texts.attackRefused : null;
}

/** A deposit, or a late approval, shows by itself. */
function watch(order, outcome, signal) {
  const onChange = (view) => {
    if (view.outcome !== outcome) showOrderView(place, view, { actions: [orderLink(order)] });
  };
  void watchOrder(order.merchant_uid, { outcome }, onChange, signal);
}

function retryButton(form, watching) {
  const again = () => {
    watching.abort();
    place.hidden = true;
    form.hidden = false;
    document.getElementById('pay').focus();
  };
  return element('button', { id: 'retry', type: 'button', class: 'button', click: again }, texts.retry);
}

function orderLink(order, isQuiet = false) {
  return actionLink('see-order', order.order_path, texts.seeOrder, isQuiet);
}
