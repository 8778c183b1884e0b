import type { Connection } from 'mongoose';
import { CheckoutError } from '../../src/domain/errors';
import type { Amount } from '../../src/domain/money';
import type { Order } from '../../src/domain/order';
import { amendTerms } from '../../src/domain/plan-amendment';
import { prepareOrder, prepareOrders, type PrepareOrderDeps } from '../../src/services/prepare-order';
import { connectStore } from '../../src/store/connection';
import { createOrders, type Orders } from '../../src/store/orders';
import { createUnpreparedOrders, type UnpreparedOrders } from '../../src/store/unprepared-orders';
import { buildOrder } from '../support/build-order';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
let orders: Orders;
let unprepared: UnpreparedOrders;
beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
  unprepared = createUnpreparedOrders(connection);
});
beforeEach(() => database.db().collection('orders').deleteMany({}));
afterAll(() => connection.close());

const NOW = new Date('2026-11-21T01:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

async function waiting(merchantUid: string, overrides: Partial<Order> = {}, dueAt = NOW): Promise<Order> {
  const order = { ...buildOrder({ merchantUid }), ...overrides };
  await orders.createOrder(order, dueAt);
  return order;
}

/** A gateway that records the registered amounts, and fails as long as the test wants. */
function setUp() {
  const gateway = {
    registered: new Map<string, number>(),
    refused: new Set<string>(),
    isDown: false,
    beforeAnswer: async () => {},
  };
  const failures: string[] = [];
  const deps: PrepareOrderDeps = {
    prepareAmount: async ({ merchantUid, amount }) => {
      await gateway.beforeAnswer();
      if (gateway.isDown) throw new CheckoutError('unavailable', 'down');
      if (gateway.refused.has(merchantUid)) throw new CheckoutError('gatewayRefused', 'no');
      gateway.registered.set(merchantUid, amount);
    },
    markPrepared: unprepared.markPrepared,
    findOrder: orders.findOrder,
    now: () => NOW,
    leaseMs: 60_000,
    onFailure: (order) => failures.push(order.merchantUid),
  };
  const pass = (now = NOW, signal = new AbortController().signal) =>
    prepareOrders(
      {
        unprepared,
        prepareOrder: (order) => prepareOrder({ ...deps, now: () => now }, order),
        now: () => now,
        leaseMs: 60_000,
        longestDelayMs: 6 * 60 * 60_000,
        batchSize: 10,
      },
      signal,
    );
  return { gateway, failures, deps, pass };
}

test('a pass registers what is due and takes it out of the queue', async () => {
  const { gateway, pass } = setUp();
  await waiting('ord-1');
  await waiting('ord-2', {}, later(1));
  expect(await pass()).toBe(1);
  expect([...gateway.registered]).toEqual([['ord-1', 64_900]]);
  expect(await orders.findOrder('ord-1')).toMatchObject({ preparedAt: NOW, revision: 0 });
  expect(await pass(later(100))).toBe(1);
  expect(await pass(later(1_000_000))).toBe(0);
});

test('an order that fails is tried again after the lease', async () => {
  const { gateway, failures, pass } = setUp();
  await waiting('ord-1');
  gateway.isDown = true;
  await pass();
  expect(failures).toEqual(['ord-1']);
  expect(await orders.findOrder('ord-1')).toMatchObject({ preparedAt: null });
  gateway.isDown = false;
  expect(await pass(later(59))).toBe(0);
  expect(await pass(later(60))).toBe(1);
  expect(gateway.registered.get('ord-1')).toBe(64_900);
});

test('an order that i’mport refuses does not delay the others, and is retried with backoff', async () => {
  const { gateway, failures, pass } = setUp();
  gateway.refused.add('ord-refused');
  await waiting('ord-refused', { createdAt: NOW });
  await waiting('ord-2', {}, later(0));
  expect(await pass()).toBe(2);
  expect([...gateway.registered.keys()]).toEqual(['ord-2']);
  for (const [seconds, tries] of [
    [59, 1],
    [60, 2],
    [119, 2],
    [120, 3],
    [239, 3],
    [240, 4],
    [50_000, 5],
    [50_000 + 6 * 3_600 - 1, 5],
    [50_000 + 6 * 3_600, 6],
  ] as const) {
    await pass(later(seconds));
    expect({ seconds, tries: failures.length }).toEqual({ seconds, tries });
  }
});

test('new terms of a refused order are registered without the backoff of the old ones', async () => {
  const order = await waiting('ord-1');
  const claimed = await unprepared.claim(later(0), 60_000);
  await unprepared.markUnprepared(order, later(0));
  await orders.changeOrder(order, amendTerms(order, { ...order, amount: 70_000 as Amount }, later(0)), []);
  await unprepared.postpone(claimed!, later(100));
  expect(await unprepared.claim(later(1), 1_000)).toMatchObject({ order: { amount: 70_000 } });
});

test('of ten passes at once, only one claims an order', async () => {
  const { pass } = setUp();
  await waiting('ord-1');
  const taken = await Promise.all(Array.from({ length: 10 }, () => pass()));
  expect(taken.reduce((sum, count) => sum + count)).toBe(1);
});

test('a settled order leaves the queue unregistered', async () => {
  const { gateway, pass } = setUp();
  await waiting('ord-1', { state: 'paid' });
  await pass();
  expect(gateway.registered.size).toBe(0);
  expect(await pass(later(1_000_000))).toBe(0);
});

test('terms that change while the old ones are registered are registered after them', async () => {
  const { gateway, deps } = setUp();
  const order = await waiting('ord-1');
  gateway.beforeAnswer = async () => {
    gateway.beforeAnswer = async () => {};
    await orders.changeOrder(order, amendTerms(order, { ...order, amount: 70_000 as Amount }, later(0)), []);
  };
  expect((await prepareOrder(deps, order)).order).toMatchObject({ amount: 70_000, preparedAt: NOW });
  expect(gateway.registered.get('ord-1')).toBe(70_000);
});

test('an error that is no CheckoutError is thrown on', async () => {
  const { deps } = setUp();
  const broken = { ...deps, prepareAmount: () => Promise.reject(new TypeError('bug')) };
  await expect(prepareOrder(broken, await waiting('ord-1'))).rejects.toThrow('bug');
});

test('an aborted pass begins no further order', async () => {
  const { gateway, pass } = setUp();
  await waiting('ord-left');
  expect(await pass(NOW, AbortSignal.abort())).toBe(0);
  expect(gateway.registered.size).toBe(0);
});

test('a registered amount that an amendment may still change stays in the queue', async () => {
  const { gateway, deps, pass } = setUp();
  const order = await waiting('ord-1');
  await unprepared.markUnprepared(order, later(120));
  expect((await prepareOrder(deps, order)).order).toMatchObject({ preparedAt: NOW });
  gateway.registered.set('ord-1', 1);
  expect(await pass(later(119))).toBe(0);
  expect(await pass(later(120))).toBe(1);
  expect(gateway.registered.get('ord-1')).toBe(64_900);
});

test('the amount of an order that waits for a deposit is registered too, because a card may pay it', async () => {
  const { gateway, pass } = setUp();
  await waiting('ord-1', { state: 'ready' });
  expect(await pass()).toBe(1);
  expect(gateway.registered.get('ord-1')).toBe(64_900);
});
