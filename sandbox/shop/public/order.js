import { pageData } from './page-data.js';
import { checkoutPathOf } from './recent-order.js';
import { actionLink, showResult } from './result-card.js';
import { showOrderView } from './show-order-view.js';
import { watchOrder } from './watch-order.js';

const { merchantUid, texts, view } = pageData;
const place = document.getElementById('result');
const MAY_RETRY = ['failed', 'forgery', 'pending'];

if (view === null) {
  showResult(place, { outcome: 'unavailable', order: { merchant_uid: merchantUid }, actions: actions('unavailable') });
} else {
  show(view);
}
void watchOrder(merchantUid, view, show);

function show(changed) {
  showOrderView(place, changed, { actions: actions(changed.outcome) });
}

function actions(outcome) {
  const checkoutPath = MAY_RETRY.includes(outcome) ? checkoutPathOf(`/orders/${merchantUid}`) : null;
  const retry = checkoutPath === null ? [] : [actionLink('retry', checkoutPath, texts.retry)];
  return [...retry, actionLink('back-to-shop', '/', texts.backToShop, true)];
}
