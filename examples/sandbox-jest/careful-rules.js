'use strict';

/** The same shop without the four faults. Whoever reports, i'mport is asked, and the answer is compared with the order. */
function createCarefulRules({ orders, iamport, ship }) {
  function record(merchantUid, payment) {
    const order = orders.get(merchantUid);
    if (order === undefined || payment === null) return;
    const isOurs = payment.merchant_uid === order.merchant_uid;
    if (!isOurs || payment.amount !== order.amount || payment.currency !== 'KRW') {
      order.needsAttention = true;
      return;
    }
    if (payment.status === 'cancelled') order.state = 'cancelled';
    if (payment.status === 'paid' && order.state === 'waiting') {
      order.state = 'paid';
      ship(order);
    }
  }
  const learn = async ({ imp_uid, merchant_uid }) => record(merchant_uid, await iamport.getPayment(imp_uid));

  return {
    onBrowser: learn,
    onWebhook: learn,
    async onTimer() {
      const waiting = [...orders.values()].filter(({ state }) => state === 'waiting');
      for (const { merchant_uid } of waiting) record(merchant_uid, await iamport.findPayment(merchant_uid));
    },
  };
}

module.exports = { createRules: createCarefulRules };
