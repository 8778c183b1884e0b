import type { Connection } from 'mongoose';
import { noChange } from '../../src/domain/order-change';
import { createAcknowledgeAttention, type AcknowledgeAttention } from '../../src/store/acknowledge-attention';
import { connectStore } from '../../src/store/connection';
import { createOrderKeys, type IndexPart, type OrderKeys } from '../../src/store/order-keys';
import type { OrderDocument } from '../../src/store/order.model';
import { createOrders, type Orders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';
import { buildCancel } from '../support/build-cancel';
import { buildPayment } from '../support/build-payment';
import { useDatabase } from '../support/database';
import { toPaymentRecord } from '../../src/domain/payment-record';

const database = useDatabase();
const AT = new Date('2026-11-21T02:00:00Z');
const later = (ms: number) => new Date(AT.getTime() + ms);
let connection: Connection;
let orders: Orders;
let keys: OrderKeys;
let acknowledge: AcknowledgeAttention;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 20 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
  keys = createOrderKeys(connection);
  acknowledge = createAcknowledgeAttention(connection);
});
beforeEach(() => database.clear());
afterAll(() => connection.close());

const order = (merchantUid: string) => buildOrder({ merchantUid, createdAt: AT, customerId: 'customer-1' });

/** Registers an order that came into each part of the indexes at one time. */
async function put(merchantUid: string, at: Date): Promise<void> {
  const registered = { ...order(merchantUid), createdAt: at };
  await orders.createOrder(registered);
  const payment = toPaymentRecord(buildPayment({ merchantUid, impUid: `imp_${merchantUid}1`, paidAt: at }), {
    outcome: 'pending',
    source: 'webhook',
    at,
  });
  const raised = { at, reason: 'unknownStatus', source: 'webhook', impUid: payment.impUid, reported: null } as const;
  const change = { ...noChange(registered), payments: [payment], attention: [raised] };
  expect(await orders.changeOrder(registered, change, [])).toBe(true);
}

const PARTS: readonly IndexPart[] = [
  { state: 'pending' },
  { customerId: 'customer-1' },
  { list: 'attention' },
  { list: 'paid' },
];

describe.each(PARTS)('the part %j', (part) => {
  const between = async (from: Date | null, to: Date | null, limit = 10) =>
    (await keys.between(part, { from, to, limit })).map(({ merchantUid }) => merchantUid);

  test('lists the newest first and those of one moment by their key, within both bounds', async () => {
    for (const [name, ms] of [
      ['b', 1],
      ['a', 3],
      ['d', 2],
      ['c', 2],
    ] as const) {
      await put(name, later(ms));
    }
    await orders.createOrder({ ...order('other'), state: 'closed', customerId: null });
    expect(await between(null, null)).toEqual(['a', 'd', 'c', 'b']);
    expect(await between(null, null, 2)).toEqual(['a', 'd']);
    expect(await between(later(2), later(3))).toEqual(['a', 'd', 'c']);
    expect(await between(null, later(1))).toEqual(['b']);
    expect(await between(later(4), null)).toEqual([]);
    expect(await keys.sameMoment(part, { at: later(2), merchantUid: 'd' }, 10)).toEqual([
      { at: later(2), merchantUid: 'c' },
    ]);
    expect(await keys.sameMoment(part, { at: later(2), merchantUid: 'c' }, 10)).toEqual([]);
  });
});

test('a prefix finds the keys that begin with it, signs of patterns being letters like others', async () => {
  for (const name of ['ab', 'ab-1', 'ab_1', 'abz', 'ac', 'a', 'Ab', '-b', '_b']) await orders.createOrder(order(name));
  const found = async (prefix: string, limit = 10) =>
    (await keys.withPrefix(prefix, limit)).map(({ merchantUid }) => merchantUid).toSorted();
  expect(await found('ab')).toEqual(['ab', 'ab-1', 'ab_1', 'abz']);
  expect(await found('ab', 2)).toHaveLength(2);
  expect(await found('-')).toEqual(['-b']);
  expect(await found('_')).toEqual(['_b']);
  expect(await found('abzz')).toEqual([]);
});

describe('when money moved', () => {
  const stored = () => database.db().collection<OrderDocument>('orders').findOne({ _id: 'o' });
  const paid = (impUid: string, fields: Parameters<typeof buildPayment>[0]) =>
    toPaymentRecord(buildPayment({ merchantUid: 'o', impUid, ...fields }), {
      outcome: 'pending',
      source: 'webhook',
      at: AT,
    });
  const refund = (ms: number) => ({ cancellationId: `c${ms}`, amount: null, cancelledAt: later(ms), reason: null });

  test.each([
    ['is not known of an attempt', [paid('imp_1', { status: 'failed' })], undefined],
    [
      'is the start of a settled payment without a time',
      [paid('imp_1', { paidAt: null, startedAt: later(2) })],
      { key: 'o', firstAt: later(2) },
    ],
    [
      'is not known of a payment of another order',
      [paid('imp_1', { paidAt: later(1), merchantUid: 'other' })],
      undefined,
    ],
    ['is one moment of one payment', [paid('imp_1', { paidAt: later(1) })], { key: 'o', firstAt: later(1) }],
    [
      'goes from the first payment to the last refund',
      [
        paid('imp_1', { paidAt: later(5), cancellations: [refund(7), refund(6)] as never }),
        paid('imp_2', { paidAt: later(3) }),
      ],
      { key: 'o', firstAt: later(3), lastAt: later(7) },
    ],
  ])('%s', async (_, payments, money) => {
    await orders.createOrder(order('o'));
    const change = { ...noChange(order('o')), payments };
    expect(await orders.changeOrder(order('o'), change, [])).toBe(true);
    expect((await stored())?.money).toEqual(money);
    expect(await orders.findOrder('o')).not.toHaveProperty('money');
  });

  test('follows a cancel that ends after its payment was stored', async () => {
    await orders.createOrder(order('o'));
    const payment = paid('imp_1', { paidAt: later(1), status: 'cancelled', amount: 1_000, cancelledAt: later(2) });
    const change = { ...noChange(order('o')), payments: [payment] };
    expect(await orders.changeOrder(order('o'), change, [])).toBe(true);
    const held = await orders.findOrder('o');
    if (held === null) throw new Error('no order');
    const cancel = buildCancel({ state: 'done', impUid: 'imp_1', cancellationId: null, endedAt: later(9) });
    expect(await orders.changeOrder(held, { ...noChange(held), cancels: [cancel] }, [])).toBe(true);
    expect((await stored())?.money).toEqual({ key: 'o', firstAt: later(1), lastAt: later(9) });
  });
});

test('attention is acknowledged only by a person who has seen all entries', async () => {
  await put('seen', later(1));
  const listed = () => keys.between({ list: 'attention' }, { from: null, to: null, limit: 10 });
  expect(await acknowledge('seen', { entries: 0, by: null, at: AT })).toBe(false);
  expect(await acknowledge('nobody', { entries: 0, by: null, at: AT })).toBe(false);
  expect(await listed()).toHaveLength(1);
  expect(await acknowledge('seen', { entries: 1, by: 'kim', at: AT })).toBe(true);
  expect(await listed()).toEqual([]);
  expect((await orders.findOrder('seen'))?.attention).toHaveLength(1);
});
