import type { Connection } from 'mongoose';
import type { OutboxEntry } from '../../src/domain/outbox';
import { connectStore } from '../../src/store/connection';
import { createOrders } from '../../src/store/orders';
import { createOutbox, type Outbox } from '../../src/store/outbox';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
let outbox: Outbox;
const orders = () => database.db().collection<{ _id: string; outbox: OutboxEntry[] }>('orders');

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 60 });
  outbox = createOutbox(connection);
});
beforeEach(() => orders().deleteMany({}));
afterAll(() => connection.close());

const NOW = new Date('2026-11-21T01:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const claim = (now = NOW, limit = 10) => outbox.claimDue({ now, leaseMs: 60_000, limit });

async function storeWith(merchantUid: string, ...entries: Partial<OutboxEntry>[]): Promise<void> {
  await createOrders(connection).createOrder(buildOrder({ merchantUid }));
  const built = entries.map((entry, i) => buildEntry({ id: `${merchantUid}-${i}`, ...entry }));
  await orders().updateOne({ _id: merchantUid }, { $set: { outbox: built } });
}
const entry = async (merchantUid: string, index = 0) => (await orders().findOne({ _id: merchantUid }))?.outbox[index];

test('due entries are claimed, the oldest first, and later ones are left', async () => {
  await storeWith('ord-1', { dueAt: NOW }, { dueAt: later(1) });
  await storeWith('ord-2', { dueAt: later(-5) });
  const claims = await claim();
  expect(claims.map((it) => [it.merchantUid, it.entry.id])).toEqual([
    ['ord-2', 'ord-2-0'],
    ['ord-1', 'ord-1-0'],
  ]);
  expect(claims[0]?.entry).toMatchObject({ attempts: 1, dueAt: later(60) });
});

test('a claimed entry is nobody else’s until the lease runs out', async () => {
  await storeWith('ord-1', {});
  expect(await claim()).toHaveLength(1);
  expect(await claim(later(59))).toHaveLength(0);
  expect(await claim(later(60))).toMatchObject([{ entry: { attempts: 2 } }]);
});

test('of 20 who claim at once, each entry goes to one', async () => {
  await Promise.all(Array.from({ length: 5 }, (_, i) => storeWith(`ord-${i}`, {}, {})));
  const claims = (await Promise.all(Array.from({ length: 20 }, () => claim()))).flat();
  expect(claims.map((it) => it.entry.id).toSorted()).toEqual(
    Array.from({ length: 5 }, (_, i) => [`ord-${i}-0`, `ord-${i}-1`]).flat(),
  );
});

test('no more than the limit', async () => {
  await storeWith('ord-1', {}, {}, {});
  expect(await claim(NOW, 2)).toHaveLength(2);
});

test('a delivered entry is marked once and never due again', async () => {
  await storeWith('ord-1', { lastError: 'first try failed' });
  const [claimed] = await claim();
  expect(await outbox.markDelivered(claimed!, later(2))).toBe(true);
  expect(await entry('ord-1')).toMatchObject({ deliveredAt: later(2), lastError: null, attempts: 1 });
  expect(await entry('ord-1')).not.toHaveProperty('dueAt');
  expect(await claim(later(1_000_000))).toEqual([]);
});

test('a postponed entry keeps its error and comes back when it is due', async () => {
  await storeWith('ord-1', {});
  const [claimed] = await claim();
  expect(await outbox.postpone(claimed!, { dueAt: later(300), error: 'ECONNREFUSED' })).toBe(true);
  expect(await entry('ord-1')).toMatchObject({
    dueAt: later(300),
    lastError: 'ECONNREFUSED',
    attempts: 1,
    deliveredAt: null,
  });
  expect(await claim(later(299))).toEqual([]);
  expect(await claim(later(300))).toHaveLength(1);
});

test('who lost the lease can neither mark nor postpone: the number of attempts fences him off', async () => {
  await storeWith('ord-1', {});
  const [slow] = await claim();
  const [quick] = await claim(later(61));
  expect(await outbox.markDelivered(slow!, later(62))).toBe(false);
  expect(await outbox.postpone(slow!, { dueAt: NOW, error: 'late' })).toBe(false);
  expect(await entry('ord-1')).toMatchObject({ attempts: 2, deliveredAt: null, lastError: null });
  expect(await outbox.markDelivered(quick!, later(63))).toBe(true);
});

test('one entry’s outcome leaves the others of its order alone', async () => {
  await storeWith('ord-1', {}, { dueAt: later(10) });
  const [claimed] = await claim();
  await outbox.markDelivered(claimed!, NOW);
  expect(await entry('ord-1', 1)).toMatchObject({ dueAt: later(10), attempts: 0, deliveredAt: null });
});
