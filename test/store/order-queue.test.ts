import { mongo, type Connection } from 'mongoose';
import { CHANNELS } from '../../src/domain/outbox';
import { amendTerms } from '../../src/domain/plan-amendment';
import { connectStore } from '../../src/store/connection';
import { claimDue, claimLongestDue, findDue } from '../../src/store/order-queue';
import { orderCollection } from '../../src/store/order-collection';
import type { QueueName, Queues } from '../../src/store/queues.schema';
import { createOrders } from '../../src/store/orders';
import { createReconcileQueue } from '../../src/store/reconcile-queue';
import { aroundCommands } from '../support/at-command';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
});
beforeEach(() => database.db().collection('orders').deleteMany({}));
afterAll(() => connection.close());

const NOW = new Date('2026-11-21T01:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const LEASE = { now: NOW, leaseMs: 60_000 };
const orders = () => orderCollection(connection);
const stored = (merchantUid: string) => orders().findOne({ _id: merchantUid });

async function store(merchantUid: string, queues: Queues): Promise<void> {
  await createOrders(connection, { pollSoonMs: 60_000 }).createOrder(buildOrder({ merchantUid }));
  await orders().updateOne({ _id: merchantUid }, { $set: { queues } });
}
async function storeFive(queue: QueueName): Promise<{ _id: string }[]> {
  const keys = Array.from({ length: 5 }, (_, n) => `ord-${n}`);
  for (const key of keys) await store(key, { [queue]: { dueAt: NOW, ...(queue === 'poll' && { isUrgent: true }) } });
  return keys.map((_id) => ({ _id }));
}

describe.each<QueueName>([...CHANNELS, 'prepare', 'cancel', 'redact', 'poll'])('the queue %s', (queue) => {
  test('of 10 simultaneous claims of the same orders, one gets each order', async () => {
    const candidates = await storeFive(queue);
    const claims = await Promise.all(Array.from({ length: 10 }, () => claimDue(orders(), queue, candidates, LEASE)));
    const keys = claims.flatMap(({ claimed }) => [...claimed]);
    expect(keys.toSorted()).toEqual(candidates.map(({ _id }) => _id));
    for (const { lease, claimed } of claims) {
      for (const key of claimed) {
        expect((await stored(key))?.queues[queue]).toMatchObject({ dueAt: later(60), lease });
      }
    }
  });

  test('orders due until now are found, and claimed ones after their lease', async () => {
    const candidates = await storeFive(queue);
    const find = async (now: Date) =>
      (await findDue(orders(), { queue, now, limit: 10, projection: { _id: 1 } })).map(({ _id }) => _id);
    expect(await find(later(-1))).toEqual([]);
    await claimDue(orders(), queue, candidates.slice(0, 2), LEASE);
    expect((await find(later(59))).toSorted()).toEqual(['ord-2', 'ord-3', 'ord-4']);
    expect(await find(later(60))).toHaveLength(5);
  });
});

test('a claim whose answer was lost belongs to the caller', async () => {
  const candidates = await storeFive('sms');
  let isLost = false;
  const { claimed } = await aroundCommands(
    async (name, command) => {
      const answer = await command();
      if (name !== 'bulkWrite' || isLost) return answer;
      isLost = true;
      // As the driver throws it from a bulk write.
      const closed = new mongo.MongoNetworkError('connection 1 closed');
      throw new mongo.MongoBulkWriteError(closed, { insertedCount: 0 } as never);
    },
    () => claimDue(orders(), 'sms', candidates, LEASE),
  );
  expect(isLost).toBe(true);
  expect([...claimed].toSorted()).toEqual(candidates.map(({ _id }) => _id));
});

test('an order is read after its claim, and the longest due is claimed first', async () => {
  await store('ord-1', { cancel: { dueAt: later(-1) } });
  await store('ord-2', { cancel: { dueAt: later(-2) } });
  expect(await claimLongestDue(orders(), 'cancel', LEASE)).toMatchObject({ order: { merchantUid: 'ord-2' } });
  expect(await claimLongestDue(orders(), 'cancel', LEASE)).toMatchObject({ order: { merchantUid: 'ord-1' } });
  expect(await claimLongestDue(orders(), 'cancel', LEASE)).toBeNull();
});

test.each([true, false, undefined])(
  'an order whose end is changed is looked up soon, as urgently as before: %s',
  async (isUrgent) => {
    const order = buildOrder({ merchantUid: 'ord-1' });
    await createOrders(connection, { pollSoonMs: 60_000 }).createOrder(order);
    const poll = { dueAt: later(3_600), step: 4, isUrgent };
    if (isUrgent !== undefined) await orders().updateOne({ _id: 'ord-1' }, { $set: { 'queues.poll': poll } });
    const change = amendTerms(order, { ...order, expiresAt: later(7_200) }, NOW);
    expect(await createOrders(connection, { pollSoonMs: 60_000 }).changeOrder(order, change, [])).toBe(true);
    const claims = await createReconcileQueue(connection).claimDue({ now: later(60), leaseMs: 60_000, limit: 1 });
    expect(claims).toMatchObject([{ poll: { dueAt: later(60), isUrgent: isUrgent ?? false } }]);
  },
);

test('a claimed poll has the order as it is read elsewhere, without its log and its money', async () => {
  const order = buildOrder({ merchantUid: 'ord-1' });
  const store = createOrders(connection, { pollSoonMs: 60_000 });
  await store.createOrder(order, null, { dueAt: NOW, step: 0, isUrgent: false });
  const entry = { kind: 'amended', at: NOW, fields: ['amount'] } as const;
  await orders().updateOne({ _id: 'ord-1' }, { $set: { log: [entry], money: { key: 'ord-1', firstAt: NOW } } });
  const [claim] = await createReconcileQueue(connection).claimDue({ now: NOW, leaseMs: 60_000, limit: 1 });
  expect(claim?.order).toEqual(await store.findOrder('ord-1'));
});
