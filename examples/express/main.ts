import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createCheckout } from 'iamport-checkout-backend';
import mongoose from 'mongoose';
import { purchasesOf } from './purchases.js';

const { env } = process;
/** Prices are known to the server only. */
const GOODS: Readonly<Record<string, { name: string; amount: number }>> = {
  chair: { name: 'Norway swivel chair', amount: 64_900 },
};

await mongoose.connect(env['MONGODB_URI'] ?? 'mongodb://127.0.0.1:27017/shop');
const purchases = purchasesOf(mongoose.connection);

const checkout = await createCheckout({
  connection: mongoose.connection,
  iamport: {
    apiKey: env['IAMPORT_API_KEY'] ?? '',
    apiSecret: env['IAMPORT_API_SECRET'] ?? '',
    mode: env['IAMPORT_MODE'] === 'live' ? 'live' : 'test',
    // The sandbox, while there is no account at i'mport.
    ...(env['IAMPORT_API_URL'] && { apiUrl: env['IAMPORT_API_URL'] }),
  },
});

// Comes at least once. The condition makes a repeat harmless.
checkout.on('order.paid', async ({ merchantUid }) => {
  const { modifiedCount } = await purchases.updateOne({ merchantUid, shippedAt: null }, { shippedAt: new Date() });
  if (modifiedCount === 1) console.log(`ship ${merchantUid}`);
});

const app = express();
// The three roads of a payment, and the question before its approval: /payments/...
app.use(checkout.router);

app.post('/orders', express.json(), async (req, res) => {
  const { goods = '' } = req.body as { goods?: string };
  const chosen = GOODS[goods];
  if (chosen === undefined) return void res.sendStatus(404);
  const order = await checkout.orders.register(chosen);
  await purchases.create({ merchantUid: order.merchantUid, goods });
  // What the page hands to IMP.request_pay.
  res.status(201).json({ merchant_uid: order.merchantUid, name: order.name, amount: order.amount });
});

app.get('/orders/:merchantUid', async (req, res) => {
  const { merchantUid } = req.params;
  const [order, purchase] = await Promise.all([checkout.orders.get(merchantUid), purchases.findOne({ merchantUid })]);
  if (order === null || purchase === null) return void res.sendStatus(404);
  res.json({ status: order.status, shipped: purchase.shippedAt !== null });
});

await checkout.start();
const server = app.listen(Number(env['PORT'] ?? 3000), '127.0.0.1');
await once(server, 'listening');
console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);

process.once('SIGTERM', async () => {
  server.close();
  await checkout.stop();
  await mongoose.disconnect();
  console.log('stopped');
});
