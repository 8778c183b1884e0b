import { Agent } from 'node:http';
import axios from 'axios';
import bodyParser from 'body-parser';
import express from 'express';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { createShopWebhook } from '../../src/notify/shop-webhook';
import { findOrder, markDelivered, settleOrder, type FloorEntry, type FloorOrder } from './floor-store';

/**
 * The floor of the stack: Express, body-parser, axios, zod and the driver do for a payment what cannot be left out. One
 * read, one conditional write with history and outbox entry; after the answer the event goes by the service's own carrier,
 * and a second write marks it. No log, no limits, no retries, no sharing. Started by the bench as a process of its own.
 */
const { PORT, MONGODB_URI = '', IAMPORT_API_URL = '', IAMPORT_API_KEY, IAMPORT_API_SECRET } = process.env;
const { SHOP_WEBHOOK_URL, SHOP_WEBHOOK_SECRET = '' } = process.env;

const Body = z.object({ imp_uid: z.string(), merchant_uid: z.string() });
const Token = z.object({ response: z.object({ access_token: z.string() }) });
/** Fields as §2.2 has them; those that are stored, not only those that are judged. */
const Payment = z.object({
  response: z.object({
    imp_uid: z.string(),
    merchant_uid: z.string(),
    status: z.enum(['ready', 'paid', 'cancelled', 'failed']),
    amount: z.number(),
    cancel_amount: z.number(),
    currency: z.string(),
    channel: z.string().nullish(),
    pay_method: z.string().nullish(),
    pg_provider: z.string().nullish(),
    pg_tid: z.string().nullish(),
    receipt_url: z.string().nullish(),
    started_at: z.number().nullish(),
    paid_at: z.number().nullish(),
    failed_at: z.number().nullish(),
    cancelled_at: z.number().nullish(),
    fail_reason: z.string().nullish(),
  }),
});

const client = new mongo.MongoClient(MONGODB_URI, {
  maxPoolSize: 50,
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true },
});
const orders = client.db().collection<FloorOrder>('orders');
const iamport = axios.create({ baseURL: IAMPORT_API_URL, httpAgent: new Agent({ keepAlive: true }), timeout: 2_500 });
const carry = SHOP_WEBHOOK_URL
  ? createShopWebhook({
      url: SHOP_WEBHOOK_URL,
      secrets: [SHOP_WEBHOOK_SECRET],
      timeoutMs: 8_000,
      now: () => new Date(),
    })
  : null;
let token: Promise<string> | undefined;

async function fetchToken(): Promise<string> {
  const keys = { imp_key: IAMPORT_API_KEY, imp_secret: IAMPORT_API_SECRET };
  return Token.parse((await iamport.post('/users/getToken', keys)).data).response.access_token;
}

async function lookUp(impUid: string) {
  const authorization = await (token ??= fetchToken());
  const { data } = await iamport.get<unknown>(`/payments/${impUid}`, { headers: { authorization } });
  return Payment.parse(data).response;
}

async function deliver(merchantUid: string, entry: FloorEntry): Promise<void> {
  if (carry === null) return;
  const refusal = await carry(entry.message, entry.id);
  if (!refusal) await markDelivered(orders, merchantUid, entry);
}

async function verify(impUid: string, merchantUid: string): Promise<string> {
  const order = await findOrder(orders, merchantUid);
  if (order === null) return 'orderNotFound';
  const payment = await lookUp(impUid);
  if (payment.merchant_uid !== merchantUid || payment.amount !== order.amount || payment.currency !== order.currency) {
    return 'forgery';
  }
  if (payment.status !== 'paid') return payment.status;
  if (order.state === 'paid') return 'success';
  const entry = await settleOrder(orders, order, payment);
  if (entry !== null) void deliver(merchantUid, entry).catch(console.error);
  return 'success';
}

async function main(): Promise<void> {
  await client.connect();
  await orders.createIndex({ 'outbox.floorDueAt': 1 }, { sparse: true });
  const app = express();
  app.get('/readyz', async (_req, res) => {
    await orders.findOne({ _id: '' });
    res.json({ status: 'ready' });
  });
  app.post('/payments/complete', bodyParser.json(), async (req, res) => {
    const { imp_uid, merchant_uid } = Body.parse(req.body);
    res.json({ status: await verify(imp_uid, merchant_uid) });
  });
  app.listen(Number(PORT), '127.0.0.1');
  // Ends by itself, so that Node writes the compile cache.
  process.on('SIGTERM', () => process.exit());
}

void main();
