import { pageData } from './page-data.js';
import { showResult } from './result-card.js';

const { texts } = pageData;

/** Shows how an order stands, as the shop's server told it. */
export function showOrderView(place, view, { actions, focus = false }) {
  const isWaiting = view.outcome === 'vbankIssued';
  showResult(place, {
    outcome: view.outcome,
    order: view,
    account: isWaiting ? view.virtual_account : null,
    reason: view.fail_reason,
    note: isWaiting ? texts.waiting : view.paid_twice ? texts.paidTwice : null,
    actions,
    focus,
  });
}
