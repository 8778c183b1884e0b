import type { Connection } from 'mongoose';
import type { OutboxEntry, OutboxMessage } from '../../src/domain/outbox';
import { deliverNotifications, type DeliverNotificationsDeps } from '../../src/services/deliver-notifications';
import { connectStore } from '../../src/store/connection';
import { createOrders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import { buildEntry } from '../support/build-entry';
import { buildOrder } from '../support/build-order';
import { buildAccount } from '../support/build-payment';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
const orders = () => database.db().collection<{ _id: string; outbox: OutboxEntry[] }>('orders');
beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20 });
});
beforeEach(() => orders().deleteMany({}));
afterAll(() => connection.close());

const SMS: OutboxMessage = { channel: 'sms', to: '010', text: '안내' };
const SHOP: OutboxMessage = {
  channel: 'shop',
  event: 'order.paid',
  data: {
    merchant_uid: 'ord-1',
    imp_uid: 'imp_1',
    status: 'paid',
    amount: 1,
    cancel_amount: 0,
    currency: 'KRW',
    at: '',
  },
};
const RECORD: OutboxMessage = {
  channel: 'customerRecord',
  customerId: 'c',
  merchantUid: 'ord-1',
  account: buildAccount(),
};

/** Carriers that write down what they carry, or fail. */
async function setUp(messages: OutboxMessage[], fails: (message: OutboxMessage) => boolean = () => false) {
  await createOrders(connection).createOrder(buildOrder({ merchantUid: 'ord-1' }));
  await orders().updateOne(
    { _id: 'ord-1' },
    { $set: { outbox: messages.map((message, i) => buildEntry({ id: `e${i}`, message })) } },
  );
  const clock = { now: new Date('2026-11-21T01:00:00Z') };
  const carried: [string, string][] = [];
  const failures: string[] = [];
  const carry = async (message: OutboxMessage, id: string) => {
    if (fails(message)) throw new Error(`${message.channel} is down`);
    carried.push([message.channel, id]);
  };
  const deps: DeliverNotificationsDeps = {
    outbox: createOutbox(connection),
    carriers: { sms: carry, shop: carry, customerRecord: carry },
    now: () => clock.now,
    random: () => 0,
    withinTimeLimit: (work) => work(),
    leaseMs: 60_000,
    batchSize: 10,
    retry: { firstDelayMs: 5_000, maxDelayMs: 60_000 },
    onFailure: ({ entry }) => failures.push(entry.id),
  };
  const outbox = async () => (await orders().findOne({ _id: 'ord-1' }))?.outbox;
  return { deps, clock, carried, failures, outbox };
}

test('one pass carries each due message once, by its carrier, under its id', async () => {
  const { deps, carried, outbox } = await setUp([SMS, SHOP, RECORD]);
  expect(await deliverNotifications(deps)).toEqual({ delivered: 3, postponed: 0 });
  expect(carried.toSorted()).toEqual([
    ['customerRecord', 'e2'],
    ['shop', 'e1'],
    ['sms', 'e0'],
  ]);
  expect((await outbox())?.every((entry) => entry.deliveredAt !== null)).toBe(true);
  expect(await deliverNotifications(deps)).toEqual({ delivered: 0, postponed: 0 });
});

test('a message whose carrier fails is postponed with its error, and the others go out', async () => {
  const { deps, carried, failures, outbox } = await setUp([SMS, SHOP], (message) => message.channel === 'sms');
  expect(await deliverNotifications(deps)).toEqual({ delivered: 1, postponed: 1 });
  expect(carried).toEqual([['shop', 'e1']]);
  expect(failures).toEqual(['e0']);
  expect((await outbox())?.[0]).toMatchObject({
    attempts: 1,
    lastError: 'sms is down',
    deliveredAt: null,
    dueAt: new Date('2026-11-21T01:00:05Z'),
  });
});

test('a message of a kind that this version does not know is left for one that does', async () => {
  const { deps, carried, outbox } = await setUp([{ channel: 'pigeon' } as unknown as OutboxMessage, SMS]);
  expect(await deliverNotifications(deps)).toEqual({ delivered: 1, postponed: 1 });
  expect(carried).toEqual([['sms', 'e1']]);
  expect((await outbox())?.[0]).toMatchObject({ deliveredAt: null, lastError: 'no carrier for this channel' });
});

test('a carrier that takes too long is postponed', async () => {
  const { deps, outbox } = await setUp([SMS]);
  const tooLong = () => Promise.reject(new Error('no delivery within 30000 ms'));
  expect(await deliverNotifications({ ...deps, withinTimeLimit: tooLong })).toEqual({ delivered: 0, postponed: 1 });
  expect((await outbox())?.[0]).toMatchObject({ lastError: 'no delivery within 30000 ms' });
});

test('a pass whose marking fails ends only when all its deliveries are through', async () => {
  const { deps, carried } = await setUp([SMS, SHOP]);
  let isCarrying = 0;
  const slow = async (message: OutboxMessage, id: string) => {
    isCarrying += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    isCarrying -= 1;
    carried.push([message.channel, id]);
  };
  const marks = { ...deps.outbox, markDelivered: () => Promise.reject(new Error('database is away')) };
  const pass = deliverNotifications({ ...deps, outbox: marks, carriers: { ...deps.carriers, shop: slow } });
  await expect(pass).rejects.toThrow('database is away');
  expect(isCarrying).toBe(0);
  expect(carried).toHaveLength(2);
});

test('the pause doubles up to its cap, and the id stays', async () => {
  let isDown = true;
  const { deps, clock, carried, outbox } = await setUp([SMS], () => isDown);
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await deliverNotifications(deps);
    const dueAt = (await outbox())?.[0]?.dueAt ?? clock.now;
    pauses.push((dueAt.getTime() - clock.now.getTime()) / 1000);
    clock.now = dueAt;
  }
  expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  isDown = false;
  await deliverNotifications(deps);
  expect(carried).toEqual([['sms', 'e0']]);
});

test('ten passes at once carry each message once', async () => {
  const { deps, carried } = await setUp([SMS, SHOP, RECORD]);
  await Promise.all(Array.from({ length: 10 }, () => deliverNotifications(deps)));
  expect(carried).toHaveLength(3);
});
