import type { Connection } from 'mongoose';
import type { Order } from '../../src/domain/order';
import { noChange } from '../../src/domain/order-change';
import { planCancel } from '../../src/domain/cancel/request-cancel';
import { connectStore } from '../../src/store/connection';
import { createDueCancels, type DueCancels } from '../../src/store/due-cancels';
import { createOrders, type Orders } from '../../src/store/orders';
import { buildCancel } from '../support/build-cancel';
import { buildCancelRequest } from '../support/build-cancel-request';
import { buildOrder } from '../support/build-order';
import { buildRecord } from '../support/build-payment';
import { useDatabase } from '../support/database';

const database = useDatabase();
const AT = new Date('2026-11-21T02:00:00Z');
let connection: Connection;
let orders: Orders;
let due: DueCancels;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
  due = createDueCancels(connection);
});
beforeEach(() => database.db().collection('orders').deleteMany({}));
afterAll(() => connection.close());

const later = (ms: number) => new Date(AT.getTime() + ms);

/** Stores a paid order with a cancel that is due at this time. */
async function withCancel(merchantUid: string, dueAt: Date): Promise<Order> {
  const payment = buildRecord({ merchantUid });
  const order = buildOrder({ merchantUid, state: 'paid', paidBy: payment.impUid, payments: [payment] });
  const plan = planCancel(order, buildCancelRequest({ merchantUid, amount: 900 }), AT);
  if (plan.plan !== 'record') throw new Error(plan.plan);
  await orders.createOrder(order);
  const cancels = [{ ...plan.cancel, dueAt }];
  expect(await orders.changeOrder(order, { ...noChange(order), cancels }, [])).toBe(true);
  return { ...order, cancels, revision: 1 };
}

describe('cancels that are due', () => {
  test('the longest due is claimed first, and each once until its lease ends', async () => {
    for (const [key, ms] of Object.entries({ b: 2, a: 1, c: 3, 'not-yet': 5_000 })) await withCancel(key, later(ms));
    const claim = async (ms: number) => (await due.claim(later(ms), 60_000))?.merchantUid ?? null;
    expect([await claim(10), await claim(11), await claim(12), await claim(13)]).toEqual(['a', 'b', 'c', null]);
    expect(await claim(6_000)).toBe('not-yet');
    expect(await claim(60_010)).toBe('a');
  });

  test('simultaneous claims get each order once', async () => {
    for (let i = 0; i < 5; i += 1) await withCancel(`o-${i}`, later(i));
    const claimed = await Promise.all(Array.from({ length: 15 }, () => due.claim(later(10), 60_000)));
    const keys = claimed.flatMap((order) => (order === null ? [] : [order.merchantUid]));
    expect(keys.toSorted()).toEqual(['o-0', 'o-1', 'o-2', 'o-3', 'o-4']);
  });

  test('a claimed order is as stored, and leaves the queue when its last cancel ends', async () => {
    const order = await withCancel('whole', later(0));
    expect(await due.claim(later(0), 1_000)).toEqual(order);
    const cancels = order.cancels.map(({ id }) => buildCancel({ id, state: 'done' }));
    expect(await orders.changeOrder(order, { ...noChange(order), cancels }, [])).toBe(true);
    expect(await due.claim(later(1e9), 1_000)).toBeNull();
    expect(await orders.findOrder('whole')).toMatchObject({ cancels });
  });
});

test('a change that leaves the cancels unchanged does not end the lease of their worker', async () => {
  await withCancel('ord-leased', AT);
  const claimed = await due.claim(AT, 60_000);
  if (claimed === null) throw new Error('nothing was due');
  expect(await orders.changeOrder(claimed, noChange(claimed), [])).toBe(true);
  expect(await due.claim(AT, 60_000)).toBeNull();
  expect(await due.claim(later(60_000), 60_000)).not.toBeNull();
});
