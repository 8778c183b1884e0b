import { element } from './element.js';
import { koreanTime, won } from './format.js';
import { pageData } from './page-data.js';

const { texts } = pageData;
const MARKS = { good: '✓', wait: '…', bad: '!' };

/**
 * Shows an outcome in place of what was there, and moves the focus to it where asked.
 *
 * @param {HTMLElement} place a live region
 * @param {object} result
 * @param {string} result.outcome the service's word
 * @param {object} result.order with `merchant_uid`, and `name` and `amount` where known
 * @param {object | null} [result.account] a virtual account
 * @param {string | null} [result.reason] the PG's words
 * @param {string | null} [result.note] one more sentence
 * @param {boolean} [result.isRefunded] the order had been paid by another payment, and refunded
 * @param {HTMLElement[]} [result.actions]
 * @param {boolean} [result.focus]
 */
export function showResult(place, result) {
  const { outcome, order, account, reason, note, isRefunded, actions = [], focus = false } = result;
  const { tone, title, advice } = texts.outcomes[textOf(outcome, account, isRefunded)] ?? texts.outcomes.unknown;
  const hadFocus = place.contains(document.activeElement);
  const heading = element('h1', { id: 'result-title', tabindex: '-1' }, title);
  place.dataset.outcome = outcome;
  place.hidden = false;
  place.replaceChildren(
    element('div', { class: `mark ${tone}`, 'aria-hidden': 'true' }, MARKS[tone]),
    heading,
    element('p', { class: 'soft' }, advice),
    details(order, account ?? null, reason ?? null),
    ...(note ? [element('p', { class: 'note' }, note)] : []),
    element('p', { class: 'actions' }, ...actions),
  );
  if (focus || hadFocus) heading.focus();
}

function textOf(outcome, account, isRefunded) {
  if (outcome === 'vbankIssued' && account?.vbank_num === null) return 'accountWithoutNumber';
  return outcome === 'duplicate' && isRefunded ? 'orderRefunded' : outcome;
}

/** A link that looks like a button. */
export function actionLink(id, href, text, isQuiet = false) {
  return element('a', { id, href, class: isQuiet ? 'button quiet' : 'button' }, text);
}

function details(order, account, reason) {
  const rows = [
    ['product', order.name],
    ['amount', order.amount === undefined ? undefined : won(order.amount)],
    ['bank', account?.vbank_name],
    ['number', account?.vbank_num && numberWithCopy(account.vbank_num)],
    ['holder', account?.vbank_holder],
    ['due', account?.vbank_date && koreanTime(account.vbank_date)],
    ['reason', reason],
    ['order', order.merchant_uid],
  ];
  const shown = rows.filter(([, value]) => value !== undefined && value !== null);
  const cells = shown.flatMap(([label, value]) => [
    element('dt', {}, texts.labels[label]),
    element('dd', { id: `result-${label}` }, value),
  ]);
  return element('dl', {}, ...cells);
}

function numberWithCopy(number) {
  const button = element('button', { type: 'button', class: 'copy', click: copy }, texts.copy);
  async function copy() {
    await navigator.clipboard.writeText(number);
    button.textContent = texts.copied;
  }
  const isPossible = navigator.clipboard !== undefined;
  return element('span', {}, element('span', { class: 'number' }, number), ...(isPossible ? [' ', button] : []));
}
