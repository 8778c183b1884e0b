import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox } from 'iamport-checkout-backend/sandbox';
import { MongoMemoryReplSet } from 'mongodb-memory-server';
import mongoose from 'mongoose';
import { createShop } from './shop.js';

let memory, sandbox, shop, server, url;
before(async () => {
  const given = process.env.MONGODB_URI; // a database of your own; without one, a mongod is downloaded once
  memory = given ? null : await MongoMemoryReplSet.create({ replSet: { count: 1 } });
  await mongoose.connect(given ?? memory.getUri('shop'));
  sandbox = await createSandbox();
  const { url: apiUrl, impKey: apiKey, impSecret: apiSecret } = sandbox;
  shop = await createShop({ connection: mongoose.connection, iamport: { apiUrl, apiKey, apiSecret, mode: 'test' } });
  server = shop.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${server.address().port}`;
  sandbox.settings.change({ webhookUrl: `${url}/payments/webhook` }); // as in i'mport's console
});
after(async () => {
  server?.close();
  await shop?.checkout.stop();
  await mongoose.disconnect();
  await Promise.all([sandbox?.close(), memory?.stop()]);
});

/** The handler of `order.paid` runs after the answer to the webhook: wait for what it writes. */
async function shipped(merchantUid) {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
    if (await shop.orders.findOne({ merchantUid, shippedAt: { $ne: null } })) return true;
  }
  return false;
}

test('an order that is paid is shipped, though the browser never returns', async () => {
  const order = await (await fetch(`${url}/orders`, { method: 'POST' })).json();
  const window = sandbox.checkouts.open({ ...order, pay_method: 'card' }); // IMP.request_pay
  assert.ok(window.opened);
  await sandbox.checkouts.approveAndDie(window.checkout.id);
  await sandbox.webhooks.settled(); // the shop has answered the webhook
  assert.equal(sandbox.webhooks.log().at(-1)?.status, 200);
  assert.ok(await shipped(order.merchant_uid));
});

test('a payment of another amount ships nothing', async () => {
  const order = await (await fetch(`${url}/orders`, { method: 'POST' })).json();
  const { imp_uid } = sandbox.payments.create({ merchant_uid: order.merchant_uid, amount: 100, status: 'paid' });
  await sandbox.webhooks.send(imp_uid); // `create` sends none
  await sandbox.webhooks.settled();
  assert.equal(sandbox.webhooks.log().at(-1)?.status, 200);
  assert.ok((await shop.checkout.orders.get(order.merchant_uid)).needsAttention);
  assert.equal((await shop.orders.findOne({ merchantUid: order.merchant_uid })).shippedAt, null);
});
