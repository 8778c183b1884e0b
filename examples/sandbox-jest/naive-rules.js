'use strict';

/** What many shops copy from a guide. Each of the four tests finds a fault in it. */
function createNaiveRules({ orders, iamport, ship }) {
  return {
    /** The buyer's browser came back from the payment window. */
    async onBrowser({ imp_uid, merchant_uid }) {
      const payment = await iamport.getPayment(imp_uid);
      if (payment?.status === 'paid') orders.get(merchant_uid).state = 'paid';
    },

    /** i'mport, or somebody else, reports a change. */
    async onWebhook({ merchant_uid, status }) {
      const order = orders.get(merchant_uid);
      if (status === 'cancelled') order.state = 'cancelled';
      if (status === 'paid') {
        order.state = 'paid';
        ship(order);
      }
    },

    /** Every few minutes. */
    async onTimer() {},
  };
}

module.exports = { createRules: createNaiveRules };
