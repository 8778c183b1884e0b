import type { Connection } from 'mongoose';
import { planReport } from '../../src/domain/plan-report';
import { closeOrder } from '../../src/domain/change-cancels';
import { judgePayment } from '../../src/domain/judge-payment';
import type { Amount } from '../../src/domain/money';
import type { Order } from '../../src/domain/order';
import { noChange, orderAfter, type OrderChange } from '../../src/domain/order-change';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import type { OutboxEntry } from '../../src/domain/outbox';
import type { ReportedPayment } from '../../src/domain/payment';
import { amendTerms } from '../../src/domain/plan-amendment';
import { connectStore } from '../../src/store/connection';
import { orderCollection } from '../../src/store/order-collection';
import { createOrders, type Orders } from '../../src/store/orders';
import { createUsers } from '../../src/store/users';
import { buildOrder } from '../support/build-order';
import { buildAccount, buildPayment } from '../support/build-payment';
import { buildEntry } from '../support/build-entry';
import { useDatabase } from '../support/database';

const database = useDatabase();
let connection: Connection;
let orders: Orders;
let count = 0;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 60, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
});
afterAll(() => connection.close());

async function stored(overrides: Parameters<typeof buildOrder>[0] = {}): Promise<Order> {
  const order = buildOrder({ merchantUid: `ord-store-${(count += 1)}`, ...overrides });
  expect(await orders.createOrder(order)).toBe(true);
  return order;
}

function changeBy(order: Order, reported: ReportedPayment): OrderChange {
  const verdict = judgePayment(order, reported, { mode: 'live' });
  const change = planReport(order, reported, verdict, {
    source: 'webhook',
    at: new Date('2026-11-21T01:03:00Z'),
  }).change;
  if (change === null) throw new Error('this report changes nothing');
  return change;
}

test('an order is read as it was stored, as a plain object with its merchantUid', async () => {
  const order = await stored({ expiresAt: new Date('2099-01-01T00:00:00Z'), buyer: { tel: '010' } });
  const found = await orders.findOrder(order.merchantUid);
  expect(found).toEqual(order);
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  expect(await database.db().collection<{ _id: string }>('orders').findOne({ _id: order.merchantUid })).not.toBeNull();
});

test('an unknown order is null', async () => {
  expect(await orders.findOrder('nobody')).toBeNull();
});

test('a second order with the same merchantUid is refused and changes nothing', async () => {
  const order = await stored();
  expect(await orders.createOrder({ ...order, name: 'another' })).toBe(false);
  expect(await orders.findOrder(order.merchantUid)).toEqual(order);
});

test.each<[string, object]>([
  ['an unknown field', { planted: 1 }],
  ['an unknown state', { state: 'payed' }],
  ['no name', { name: undefined }],
  ['half a won', { amount: 64_900.5 }],
])('an order with %s is not registered', async (_, fields) => {
  const order = { ...buildOrder({ merchantUid: 'never-stored' }), ...fields };
  await expect(orders.createOrder(order)).rejects.toThrow(/validation failed|not in schema/);
  expect(await orders.findOrder(order.merchantUid)).toBeNull();
});

test('one write stores state, payment, history, evidence and outbox', async () => {
  const order = await stored();
  const account = buildAccount();
  const reported = buildPayment({
    merchantUid: order.merchantUid,
    status: 'ready',
    virtualAccount: account,
    payMethod: 'vbank',
    cancellations: [{ cancellationId: 'c-1', amount: null, cancelledAt: null, reason: null }],
  });
  const change = changeBy(order, reported);
  const entries = [buildEntry({ id: 'entry-1' })];
  expect(await orders.changeOrder(order, change, entries)).toBe(true);

  const { messages, history, attention, ...fields } = change;
  expect(messages).not.toHaveLength(0);
  expect(await orders.findOrder(order.merchantUid)).toEqual({ ...order, ...fields, history, attention, revision: 1 });
  expect(await database.db().collection<{ _id: string }>('orders').findOne({ _id: order.merchantUid })).toMatchObject({
    outbox: entries,
  });
});

const AT = new Date('2026-11-21T01:03:00Z');

test.each<{ name: string; change: (order: Order) => OrderChange | null }>([
  { name: 'a verdict', change: (order) => changeBy(order, buildPayment({ merchantUid: order.merchantUid })) },
  {
    name: 'evidence alone',
    change: (order) => changeBy(order, buildPayment({ merchantUid: order.merchantUid, amount: 100 })),
  },
  {
    name: 'an amendment',
    change: (order) =>
      amendTerms(
        order,
        { name: 'chair', amount: 1 as Amount, expiresAt: AT, earlierAmounts: [{ amount: order.amount, until: AT }] },
        AT,
      ),
  },
  { name: 'a closing', change: (order) => closeOrder(order, { id: 'request', fingerprint: 'f' }, AT) },
  { name: 'nothing but the revision', change: noChange },
])('$name is stored as the changed order says', async ({ change: changeOf }) => {
  const order = await stored({ preparedAt: AT });
  const change = changeOf(order);
  if (change === null) throw new Error('nothing is changed');
  expect(await orders.changeOrder(order, change, [])).toBe(true);
  expect(await orders.findOrder(order.merchantUid)).toEqual(orderAfter(order, change));
});

test('evidence of a forged payment is stored without a change of state', async () => {
  const order = await stored();
  const change = changeBy(order, buildPayment({ merchantUid: order.merchantUid, amount: 100 }));
  await orders.changeOrder(order, change, []);
  expect(await orders.findOrder(order.merchantUid)).toMatchObject({
    state: 'pending',
    revision: 1,
    attention: [{ reason: 'amountDiffers', reported: { amount: '100', testChannel: false } }],
  });
});

test.each([
  ['state', { state: 'ready' }],
  ['revision', { revision: 7 }],
] as const)('an order that is no longer in the expected %s is not moved', async (_, expected) => {
  const order = await stored();
  const change = changeBy(order, buildPayment({ merchantUid: order.merchantUid }));
  expect(await orders.changeOrder({ ...order, ...expected }, change, [buildEntry()])).toBe(false);
  expect(await orders.findOrder(order.merchantUid)).toEqual(order);
});

test('of 50 simultaneous changes of one order, one succeeds', async () => {
  const order = await stored();
  const changes = Array.from({ length: 50 }, (_, i) =>
    changeBy(order, buildPayment({ merchantUid: order.merchantUid, impUid: `imp_${i}` })),
  );
  const moved = await Promise.all(changes.map((change) => orders.changeOrder(order, change, [buildEntry()])));
  expect(moved.filter(Boolean)).toHaveLength(1);
  expect(await orders.findOrder(order.merchantUid)).toMatchObject({
    paidBy: `imp_${moved.indexOf(true)}`,
    revision: 1,
  });
});

test('an order keeps its newest transitions, and its newest delivered messages beside all that wait or are dead', async () => {
  const at = new Date('2026-11-21T01:03:00Z');
  const entries = (from: number, to: number, overrides: Partial<OutboxEntry>) =>
    Array.from({ length: to - from }, (_, n) => buildEntry({ id: `message-${from + n}`, ...overrides }));
  const move = {
    at,
    from: 'partially_cancelled',
    to: 'partially_cancelled',
    source: 'webhook',
    impUid: 'imp_1',
  } as const;
  const many = ORDER_LIMITS.deliveredMessages + 30;
  const history = Array.from({ length: ORDER_LIMITS.history }, (_, n) => ({ ...move, at: new Date(n) }));
  const order = await stored({ history });
  const collection = orderCollection(connection);
  const outbox = [...entries(0, many, { deliveredAt: at }), ...entries(many, many + 60, { deadAt: at })];
  await collection.updateOne({ _id: order.merchantUid }, { $set: { outbox, deadSince: at } });
  const next = buildEntry({ id: 'next' });
  expect(await orders.changeOrder(order, { ...noChange(order), history: [move] }, [next])).toBe(true);
  const after = await collection.findOne({ _id: order.merchantUid });
  expect(after?.history).toEqual([...history.slice(1), move]);
  expect(orderAfter(order, { ...noChange(order), history: [move] }).history).toEqual(after?.history);
  expect(after?.outbox.map(({ id }) => id)).toEqual([...outbox.slice(30).map(({ id }) => id), 'next']);
});

test('an order’s key cannot be an operator', async () => {
  await stored();
  expect(await orders.findOrder({ $ne: null } as unknown as string)).toBeNull();
});

test('a lost connection is "unavailable"', async () => {
  const own = await connectStore({ uri: database.uri, operationTimeoutMs: 500, poolSize: 1, heartbeatMs: 1_000 });
  await own.close();
  await expect(createOrders(own, { pollSoonMs: 60_000 }).findOrder('ord-1')).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('there is one index for each queue, of the orders in that queue, and one for each list', async () => {
  const indexes = await database.db().collection('orders').indexes();
  const found = indexes.map(({ key, sparse, partialFilterExpression: part }) => [
    Object.keys(key as object).join(),
    part ?? sparse ?? false,
  ]);
  // The server lists indexes in any order.
  expect(Object.fromEntries(found)).toEqual({
    _id: false,
    'queues.shop.dueAt': true,
    'queues.sms.dueAt': true,
    'queues.handler.dueAt,queues.handler.unhandled.event,queues.handler.unhandled.since': {
      'queues.handler.dueAt': { $exists: true },
    },
    'queues.audit.dueAt': true,
    'queues.customerRecord.dueAt': true,
    'queues.alert.dueAt': true,
    'queues.prepare.dueAt': true,
    'queues.cancel.dueAt': true,
    'queues.redact.dueAt': true,
    'queues.redact.askedAt': true,
    'queues.resent.dueAt': true,
    'queues.poll.isUrgent,queues.poll.dueAt': true,
    'deadSince,_id': { deadSince: { $exists: true } },
    'shopDeliveredAt,_id': { shopDeliveredAt: { $exists: true } },
    'attentionSince,_id': { attentionSince: { $exists: true } },
    'state,createdAt,_id': false,
    'customerId,createdAt,_id': false,
    'money.firstAt,money.key': true,
    'money.lastAt,money.key': true,
  });
});

describe('the customer’s record', () => {
  const read = (id: string) => database.db().collection<{ _id: string }>('users').findOne({ _id: id });
  const older = buildAccount({ number: '111', issuedAt: new Date('2026-11-21T01:00:00Z') });
  const newer = buildAccount({ number: '222', issuedAt: new Date('2026-11-21T02:00:00Z') });

  test('keeps the account that was issued last, in any order of calls', async () => {
    const users = createUsers(connection);
    await users.keepVirtualAccount('in-order', 'ord-1', older);
    await users.keepVirtualAccount('in-order', 'ord-2', newer);
    await users.keepVirtualAccount('reversed', 'ord-2', newer);
    await users.keepVirtualAccount('reversed', 'ord-1', older);
    for (const id of ['in-order', 'reversed']) {
      expect(await read(id)).toEqual({ _id: id, merchantUid: 'ord-2', virtualAccount: newer });
    }
  });

  test('an account without a date does not replace a dated one, and is replaced by it', async () => {
    const users = createUsers(connection);
    const undated = buildAccount({ number: '333', issuedAt: null });
    await users.keepVirtualAccount('dated-first', 'ord-1', older);
    await users.keepVirtualAccount('dated-first', 'ord-2', undated);
    await users.keepVirtualAccount('undated-first', 'ord-2', undated);
    expect(await read('undated-first')).toMatchObject({ merchantUid: 'ord-2', virtualAccount: { number: '333' } });
    await users.keepVirtualAccount('undated-first', 'ord-1', older);
    for (const id of ['dated-first', 'undated-first']) {
      expect(await read(id)).toEqual({ _id: id, merchantUid: 'ord-1', virtualAccount: older });
    }
  });

  test('of two accounts without a date, the later call is kept', async () => {
    const users = createUsers(connection);
    await users.keepVirtualAccount('undated', 'ord-1', buildAccount({ number: '333', issuedAt: null }));
    await users.keepVirtualAccount('undated', 'ord-2', buildAccount({ number: '444', issuedAt: null }));
    expect(await read('undated')).toMatchObject({ merchantUid: 'ord-2', virtualAccount: { number: '444' } });
  });

  test('is the same after repeated and simultaneous calls', async () => {
    const users = createUsers(connection);
    await Promise.all(Array.from({ length: 20 }, () => users.keepVirtualAccount('repeat', 'ord-1', older)));
    expect(await read('repeat')).toMatchObject({ virtualAccount: { number: '111' } });
  });
});
