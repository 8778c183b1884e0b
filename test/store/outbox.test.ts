import type { Connection } from 'mongoose';
import type { AttentionEntry } from '../../src/domain/order';
import type { Channel, OutboxEntry, OutboxMessage } from '../../src/domain/outbox';
import { connectStore } from '../../src/store/connection';
import { createDeadLetters } from '../../src/store/dead-letters';
import { createOrders } from '../../src/store/orders';
import type { Claim } from '../../src/store/claim';
import { createOutbox, type Outbox } from '../../src/store/outbox';
import { carriersDue } from '../../src/store/order-queue';
import type { Queues } from '../../src/store/queues.schema';
import { atCommand } from '../support/at-command';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
let outbox: Outbox;
interface Stored {
  _id: string;
  outbox: OutboxEntry[];
  attention: AttentionEntry[];
  queues: Queues;
}
const orders = () => database.db().collection<Stored>('orders');
const SHOP: OutboxMessage = {
  channel: 'shop',
  event: 'order.paid',
  data: {
    merchant_uid: 'ord-1',
    imp_uid: null,
    status: 'paid',
    amount: 64_900,
    cancel_amount: null,
    currency: 'KRW',
    at: '2026-11-21T01:00:00.000Z',
  },
};

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 60, heartbeatMs: 1_000 });
  outbox = createOutbox(connection);
});
beforeEach(() => orders().deleteMany({}));
afterAll(() => connection.close());

const NOW = new Date('2026-11-21T01:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const look = (now = NOW, limit = 10, channel: Channel = 'sms') =>
  outbox.claimDue({ channel, now, leaseMs: 60_000, limit });
const claim = async (now = NOW, limit = 10) => (await look(now, limit)).claims;

/** Stores an order that is due for the carriers of its entries since their creation. */
async function storeWith(merchantUid: string, ...entries: Partial<OutboxEntry>[]): Promise<void> {
  await createOrders(connection, { pollSoonMs: 60_000 }).createOrder(buildOrder({ merchantUid }));
  for (const [i, entry] of entries.entries()) await add(merchantUid, { id: `${merchantUid}-${i}`, ...entry });
}
async function add(merchantUid: string, overrides: Partial<OutboxEntry>): Promise<void> {
  const added = buildEntry(overrides);
  await orders().updateOne({ _id: merchantUid }, { $push: { outbox: added }, $max: carriersDue([added]) });
}
const place = async (merchantUid: string, channel: Channel = 'sms') =>
  (await orders().findOne({ _id: merchantUid }))?.queues[channel];
const entry = async (merchantUid: string, index = 0) => (await orders().findOne({ _id: merchantUid }))?.outbox[index];

test('due entries are claimed, later ones are not', async () => {
  await storeWith('ord-1', { createdAt: NOW });
  await storeWith('ord-2', { createdAt: later(-5) });
  await storeWith('ord-3', { createdAt: later(1) });
  const claims = await claim();
  expect(claims.map((it) => it.entry.id).toSorted()).toEqual(['ord-1-0', 'ord-2-0']);
  expect(claims[0]?.entry).toMatchObject({ attempts: 1 });
  expect(await place('ord-1')).toEqual({ dueAt: later(60), lease: claims[0]?.lease });
});

test('a claim gets no entries of other carriers', async () => {
  await storeWith('ord-1', { message: SHOP }, {});
  expect((await look(NOW, 10, 'customerRecord')).claims).toEqual([]);
  expect((await look(NOW, 10, 'shop')).claims).toMatchObject([{ entry: { id: 'ord-1-0' } }]);
  expect(await claim()).toMatchObject([{ entry: { id: 'ord-1-1' } }]);
});

test('a claimed entry is not claimed again until the lease ends', async () => {
  await storeWith('ord-1', {});
  expect(await claim()).toHaveLength(1);
  expect(await claim(later(59))).toHaveLength(0);
  expect(await claim(later(60))).toMatchObject([{ entry: { attempts: 2 } }]);
});

test('of 20 simultaneous claims, one gets each entry', async () => {
  await Promise.all(Array.from({ length: 5 }, (_, i) => storeWith(`ord-${i}`, {}, {})));
  const claims = (await Promise.all(Array.from({ length: 20 }, () => claim()))).flat();
  expect(claims.map((it) => it.entry.id).toSorted()).toEqual(Array.from({ length: 5 }, (_, i) => `ord-${i}-0`));
});

test('a claim gets no more than the limit, and tells whether there may be more', async () => {
  for (const name of ['ord-1', 'ord-2', 'ord-3']) await storeWith(name, {});
  expect(await look(NOW, 2)).toMatchObject({ claims: [{}, {}], more: true });
  expect(await look(NOW, 2)).toMatchObject({ claims: [{}], more: false });
});

test('a delivered entry is marked once and never due again', async () => {
  await storeWith('ord-1', { lastError: 'first try failed' });
  const [claimed] = await claim();
  expect(await outbox.markDelivered(claimed!, later(2))).toBe(true);
  expect(await entry('ord-1')).toMatchObject({ deliveredAt: later(2), lastError: null, attempts: 1 });
  expect(await place('ord-1')).toBeUndefined();
  expect(await claim(later(1_000_000))).toEqual([]);
});

test('a postponed entry keeps its error and is claimed again when it is due', async () => {
  await storeWith('ord-1', {});
  const [claimed] = await claim();
  expect(await outbox.postpone(claimed!, { dueAt: later(300), error: 'ECONNREFUSED' })).toBe(true);
  expect(await entry('ord-1')).toMatchObject({ lastError: 'ECONNREFUSED', attempts: 1, deliveredAt: null });
  expect(await place('ord-1')).toEqual({ dueAt: later(300) });
  expect(await claim(later(299))).toEqual([]);
  expect(await claim(later(300))).toHaveLength(1);
});

test('a claimant whose lease has ended can neither mark nor postpone', async () => {
  await storeWith('ord-1', {});
  const [slow] = await claim();
  const [quick] = await claim(later(61));
  expect(await outbox.markDelivered(slow!, later(62))).toBe(false);
  expect(await outbox.postpone(slow!, { dueAt: NOW, error: 'late' })).toBe(false);
  expect(await entry('ord-1')).toMatchObject({ attempts: 2, deliveredAt: null, lastError: null });
  expect(await outbox.markDelivered(quick!, later(63))).toBe(true);
});

describe('entries of one order and one carrier', () => {
  test('the next waits during the delivery of the first, and is due after it', async () => {
    await storeWith('ord-1', {}, {});
    const [first] = await claim();
    expect(await claim(later(1))).toEqual([]);
    expect(await entry('ord-1', 1)).toMatchObject({ attempts: 0 });
    await outbox.markDelivered(first!, later(2));
    expect(await claim(later(2))).toMatchObject([{ entry: { id: 'ord-1-1', attempts: 1 } }]);
  });

  test('the next waits while the first is postponed', async () => {
    await storeWith('ord-1', {}, {});
    const [first] = await claim();
    await outbox.postpone(first!, { dueAt: later(300), error: 'HTTP 500' });
    expect(await claim(later(299))).toEqual([]);
    expect(await claim(later(300))).toMatchObject([{ entry: { id: 'ord-1-0', attempts: 2 } }]);
  });

  test('an entry added while the first is postponed waits for it, and the order is not due', async () => {
    await storeWith('ord-1', {});
    const [first] = await claim();
    await outbox.postpone(first!, { dueAt: later(300), error: 'HTTP 500' });
    await add('ord-1', { id: 'new', createdAt: later(5) });
    expect(await place('ord-1')).toEqual({ dueAt: later(300) });
    expect(await look(later(5), 1)).toEqual({ claims: [], more: false });
    expect(await entry('ord-1', 1)).toMatchObject({ id: 'new', attempts: 0 });
  });

  test('an entry added during the delivery of the first does not end the lease, and is due after it', async () => {
    await storeWith('ord-1', {});
    const [first] = await claim();
    await add('ord-1', { id: 'new', createdAt: later(5) });
    expect(await claim(later(59))).toEqual([]);
    expect(await outbox.markDelivered(first!, later(59))).toBe(true);
    expect(await place('ord-1')).toEqual({ dueAt: later(59) });
    expect(await claim(later(59))).toMatchObject([{ entry: { id: 'new' } }]);
  });

  test('an entry added after all were delivered is due', async () => {
    await storeWith('ord-1', {});
    const [first] = await claim();
    await outbox.markDelivered(first!, later(1));
    await add('ord-1', { id: 'new', createdAt: later(5) });
    expect(await claim(later(5))).toMatchObject([{ entry: { id: 'new' } }]);
  });

  test('an entry whose lease has ended is claimed before the next one', async () => {
    await storeWith('ord-1', {}, {});
    await claim();
    expect(await claim(later(60))).toMatchObject([{ entry: { id: 'ord-1-0', attempts: 2 } }]);
  });

  test('the entries of another carrier do not wait', async () => {
    await storeWith('ord-1', { message: SHOP }, {});
    await look(NOW, 10, 'shop');
    expect(await claim()).toHaveLength(1);
  });
});

describe('a dead letter', () => {
  const attention: AttentionEntry = {
    at: later(1),
    reason: 'notificationFailed',
    source: null,
    impUid: null,
    notificationId: 'ord-1-0',
    reported: null,
  };
  const deadLettering = { deadAt: later(1), error: 'HTTP 500', attention: [attention], entries: [] };

  test('is stored with its error and attention, and releases the next entry, in one write', async () => {
    await storeWith('ord-1', {}, {});
    const [claimed] = await claim();
    const event = buildEntry({ id: 'event', message: SHOP, createdAt: later(1) });
    expect(await outbox.deadLetter(claimed!, { ...deadLettering, entries: [event] })).toBe(true);
    expect(await entry('ord-1')).toMatchObject({ deadAt: later(1), lastError: 'HTTP 500', deliveredAt: null });
    expect(await place('ord-1')).toEqual({ dueAt: later(1) });
    expect(await place('ord-1', 'shop')).toEqual({ dueAt: later(1) });
    expect(await entry('ord-1', 2)).toEqual(event);
    expect((await orders().findOne({ _id: 'ord-1' }))?.attention).toEqual([attention]);
    expect(await claim(later(1))).toMatchObject([{ entry: { id: 'ord-1-1' } }]);
  });

  test('is made once, also where the answer to the first write was lost', async () => {
    await storeWith('ord-1', {}, {});
    const [claimed] = await claim();
    const event = buildEntry({ id: 'event', message: SHOP, createdAt: later(1) });
    for (let n = 0; n < 2; n += 1)
      expect(await outbox.deadLetter(claimed!, { ...deadLettering, entries: [event] })).toBe(true);
    const stored = await orders().findOne({ _id: 'ord-1' });
    expect(stored?.attention).toEqual([attention]);
    expect(stored?.outbox.map(({ id }) => id)).toEqual(['ord-1-0', 'ord-1-1', 'event']);
    expect(await outbox.deadLetter(claimed!, { ...deadLettering, deadAt: later(2) })).toBe(false);
  });

  test.each([
    ['delivered', async (slow: Claim) => outbox.markDelivered(slow, later(61))],
    ['dead', async (slow: Claim) => outbox.deadLetter(slow, { ...deadLettering, deadAt: later(61) })],
  ])('is not claimed by a pass that read the entry before it was %s late', async (_, end) => {
    await storeWith('ord-1', {}, {});
    const [slow] = await claim();
    const afterTheQuery = { command: 1, when: 'after' } as const;
    const late = await atCommand(
      afterTheQuery,
      () => end(slow!),
      () => claim(later(61)),
    );
    expect(late).toEqual([]);
    expect(await place('ord-1')).toEqual({ dueAt: later(61) });
    expect(await claim(later(61))).toMatchObject([{ entry: { id: 'ord-1-1' } }]);
  });

  test('that is replayed and claimed prevents a slow pass from claiming the next entry', async () => {
    await storeWith('ord-1', {}, {});
    const [first] = await claim();
    await outbox.deadLetter(first!, deadLettering);
    const dead = await entry('ord-1');
    const replayed: unknown[] = [];
    const late = await atCommand(
      { command: 1, when: 'after' },
      async () => {
        await createDeadLetters(connection).revive({ merchantUid: 'ord-1', entry: dead! }, later(2), []);
        replayed.push(...(await claim(later(2))));
      },
      () => claim(later(2)),
    );
    expect(replayed).toMatchObject([{ entry: { id: 'ord-1-0' } }]);
    expect(late).toEqual([]);
  });

  test('without a next entry takes the order out of the queue', async () => {
    await storeWith('ord-1', {});
    const [claimed] = await claim();
    expect(await outbox.deadLetter(claimed!, deadLettering)).toBe(true);
    expect(await place('ord-1')).toBeUndefined();
  });

  test('is not made by a claimant whose lease has ended', async () => {
    await storeWith('ord-1', {});
    const [slow] = await claim();
    await claim(later(61));
    expect(await outbox.deadLetter(slow!, deadLettering)).toBe(false);
    expect(await entry('ord-1')).not.toHaveProperty('deadAt');
  });

  test('is the entry itself, where old entries were removed and as many were added since the read', async () => {
    const delivered = { deliveredAt: NOW };
    await storeWith('ord-1', delivered, {}, { message: SHOP });
    const [claimed] = await claim();
    const isDead = await atCommand(
      { command: 1, when: 'after' },
      async () => {
        await orders().updateOne({ _id: 'ord-1' }, { $pull: { outbox: { id: 'ord-1-0' } } });
        await add('ord-1', { id: 'new', message: SHOP });
      },
      () => outbox.deadLetter(claimed!, deadLettering),
    );
    expect(isDead).toBe(true);
    const stored = (await orders().findOne({ _id: 'ord-1' }))?.outbox;
    expect(stored?.map(({ id, deadAt }) => [id, deadAt])).toEqual([
      ['ord-1-1', later(1)],
      ['ord-1-2', undefined],
      ['new', undefined],
    ]);
  });

  test('is made while other writes add entries', async () => {
    await storeWith('ord-1', {});
    const [claimed] = await claim();
    const event = buildEntry({ id: 'event', message: SHOP });
    const added = Array.from({ length: 10 }, (_, i) => add('ord-1', { id: `new-${i}` }));
    await Promise.all([...added, outbox.deadLetter(claimed!, { ...deadLettering, entries: [event] })]);
    const stored = (await orders().findOne({ _id: 'ord-1' }))?.outbox;
    expect(stored?.map(({ id }) => id).toSorted()).toEqual(
      ['event', 'ord-1-0', ...Array.from({ length: 10 }, (_, i) => `new-${i}`)].toSorted(),
    );
    expect(stored?.[0]?.deadAt).toEqual(later(1));
  });
});

test('an order whose outbox was emptied by hand leaves the queue', async () => {
  await storeWith('ord-1', { deliveredAt: NOW });
  await storeWith('ord-2', {});
  expect(await look()).toMatchObject({ claims: [{ merchantUid: 'ord-2' }] });
  expect(await place('ord-1')).toBeUndefined();
});
