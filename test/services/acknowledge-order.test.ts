import type { Connection } from 'mongoose';
import { acknowledgeOrder, type AcknowledgeOrderDeps } from '../../src/services/acknowledge-order';
import { createAcknowledgeAttention } from '../../src/store/acknowledge-attention';
import { connectStore } from '../../src/store/connection';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { ACTOR } from '../support/actor';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';

const database = useDatabase();
const at = new Date('2026-11-22T05:00:00Z');
let connection: Connection;
let orders: Orders;
let count = 0;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 5, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
});
afterAll(() => connection.close());

const collection = () => database.db().collection<OrderDocument>('orders');
const redact = (merchantUid: string) => collection().updateOne({ _id: merchantUid }, { $set: { redactedAt: at } });

/** Stores an order that needs attention. */
async function listedOrder(): Promise<string> {
  const merchantUid = `ord-acknowledge-${(count += 1)}`;
  await orders.createOrder(buildOrder({ merchantUid, buyer: { name: '한바다' } }));
  await collection().updateOne({ _id: merchantUid }, { $set: { attentionSince: at } });
  return merchantUid;
}

const acknowledge = (merchantUid: string, deps: Partial<AcknowledgeOrderDeps> = {}) =>
  acknowledgeOrder(
    {
      findOrder: orders.findOrder,
      acknowledgeAttention: createAcknowledgeAttention(connection),
      now: () => at,
      newId: () => `audit-of-${merchantUid}`,
      ...deps,
    },
    { merchantUid, entries: 0, by: null, reason: '한바다 님과 통화' },
    ACTOR,
  );
const reasonsOf = async (merchantUid: string) =>
  (await collection().findOne({ _id: merchantUid }))?.outbox.flatMap(({ message }) =>
    message.channel === 'audit' ? [message.entry.reason] : [],
  );

test('a note is kept with the values of the buyer masked', async () => {
  const merchantUid = await listedOrder();
  expect(await acknowledge(merchantUid)).toBe(true);
  expect(await reasonsOf(merchantUid)).toEqual(['*** 님과 통화']);
});

test('a redacted order keeps no note', async () => {
  const merchantUid = await listedOrder();
  await redact(merchantUid);
  expect(await acknowledge(merchantUid)).toBe(true);
  expect(await reasonsOf(merchantUid)).toEqual([null]);
});

test('a redaction between the read and the write refuses the note, and the order stays on the list', async () => {
  const merchantUid = await listedOrder();
  const findOrder: Orders['findOrder'] = async (id) => {
    const order = await orders.findOrder(id);
    await redact(id);
    return order;
  };
  expect(await acknowledge(merchantUid, { findOrder })).toBe(false);
  expect(await reasonsOf(merchantUid)).toEqual([]);
  expect((await collection().findOne({ _id: merchantUid }))?.attentionSince).toEqual(at);
});

test('an unknown order is not acknowledged', async () => {
  expect(await acknowledge('nobody')).toBe(false);
});
