import { randomUUID } from 'node:crypto';
import express from 'express';
import { createCheckout } from 'iamport-checkout-backend';
import { Schema } from 'mongoose';

const Order = new Schema({ merchantUid: { type: String, unique: true }, shippedAt: { type: Date, default: null } });

/** The shop without `listen`: so a test can give it a database, a sandbox and a port. */
export async function createShop({ connection, iamport }) {
  const orders = connection.model('Order', Order);
  const checkout = await createCheckout({ connection, iamport });
  checkout.on('order.paid', async ({ merchantUid }) => {
    await orders.updateOne({ merchantUid, shippedAt: null }, { shippedAt: new Date() });
  });
  const app = express();
  app.use(checkout.router);
  app.post('/orders', async (req, res) => {
    const merchantUid = randomUUID().replaceAll('-', '');
    await orders.create({ merchantUid });
    const { name, amount } = await checkout.orders.register({ merchantUid, name: 'Swivel chair', amount: 64_900 });
    res.status(201).json({ merchant_uid: merchantUid, name, amount });
  });
  await checkout.start();
  return { app, checkout, orders };
}
