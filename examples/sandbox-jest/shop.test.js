'use strict';
const { createSandbox } = require('iamport-checkout-backend/sandbox');
const { startShop } = require('./shop');

const { createRules } = require(process.env.SHOP === 'careful' ? './careful-rules' : './naive-rules');

let sandbox;
let shop;
beforeEach(async () => {
  sandbox = await createSandbox();
  shop = await startShop({ iamport: sandbox, createRules });
  sandbox.settings.change({ webhookUrl: `${shop.url}/payments/webhook` });
});
afterEach(() => Promise.all([shop.close(), sandbox.close()]));

/** The payment window that the buyer's browser opens: `IMP.request_pay`. */
function openWindow({ merchant_uid, amount }) {
  return sandbox.checkouts.open({ merchant_uid, amount, name: 'Chair', pay_method: 'card' }).checkout;
}

/** What the shop's page sends after the payment window. */
function report({ merchantUid, impUid }) {
  const body = JSON.stringify({ imp_uid: impUid, merchant_uid: merchantUid });
  return fetch(`${shop.url}/payments/complete`, { method: 'POST', body });
}

test('an order that is paid is shipped', async () => {
  const order = shop.order(64_900);
  const window = openWindow(order);
  await sandbox.checkouts.approve(window.id);
  await report(window);
  await sandbox.webhooks.settled();
  expect(order).toMatchObject({ state: 'paid', shipments: 1 });
});

test('a webhook that comes late does not undo the refund', async () => {
  sandbox.webhooks.rules.set({ reorder: 2 });
  const order = shop.order(64_900);
  const window = openWindow(order);
  await sandbox.checkouts.approveAndDie(window.id);
  sandbox.payments.consoleCancel(window.impUid);
  await sandbox.webhooks.settled();
  expect(order).toMatchObject({ state: 'cancelled', shipments: 0 });
});

test('an order is shipped though its webhook is lost and the browser never returns', async () => {
  sandbox.webhooks.rules.set({ drop: true });
  const order = shop.order(64_900);
  await sandbox.checkouts.approveAndDie(openWindow(order).id);
  await shop.tick();
  expect(order).toMatchObject({ state: 'paid', shipments: 1 });
});

test('an order is not shipped for a forged amount', async () => {
  const order = shop.order(64_900);
  const window = openWindow({ ...order, amount: 100 });
  await sandbox.checkouts.approve(window.id);
  await report(window);
  await sandbox.webhooks.settled();
  expect(order).toMatchObject({ state: 'waiting', shipments: 0 });
});

test('an order is shipped once though its webhook comes twice', async () => {
  sandbox.webhooks.rules.set({ copies: 2 });
  const order = shop.order(64_900);
  const window = openWindow(order);
  await sandbox.checkouts.approve(window.id);
  await report(window);
  await sandbox.webhooks.settled();
  expect(order).toMatchObject({ state: 'paid', shipments: 1 });
});
