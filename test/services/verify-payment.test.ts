import type { Connection } from 'mongoose';
import { CheckoutError } from '../../src/domain/errors';
import type { ReportedPayment } from '../../src/domain/payment';
import { createPaymentLookUp } from '../../src/iamport/payment-look-up';
import { createRecordOnce } from '../../src/services/record-once';
import { verifyPayment, type VerifyPaymentDeps } from '../../src/services/verify-payment';
import { connectStore } from '../../src/store/connection';
import { createOrders, type Orders } from '../../src/store/orders';
import { buildOrder } from '../support/build-order';
import { buildPayment } from '../support/build-payment';
import { useDatabase } from '../support/database';
import { waitUntil } from '../support/wait-until';

const database = useDatabase();
let connection: Connection;
let orders: Orders;
let count = 0;

beforeAll(async () => {
  connection = await connectStore({ uri: database.uri, operationTimeoutMs: 5_000, poolSize: 100, heartbeatMs: 1_000 });
  orders = createOrders(connection, { pollSoonMs: 60_000 });
});
afterAll(() => connection.close());

/** An order in the real store, a fake gateway, and counters of reads, look-ups and writes. */
async function setUp(overrides: Partial<VerifyPaymentDeps> = {}) {
  const merchantUid = `ord-verify-${(count += 1)}`;
  await orders.createOrder(buildOrder({ merchantUid }));
  const calls = { reads: 0, writes: 0, lookUps: 0 };
  const gateway = { payment: buildPayment({ merchantUid }) as ReportedPayment | null, beforeAnswer: async () => {} };
  let ids = 0;
  const deps: VerifyPaymentDeps = {
    findOrder: (key) => ((calls.reads += 1), orders.findOrder(key)),
    changeOrder: (...args) => ((calls.writes += 1), orders.changeOrder(...args)),
    lookUpPayment: createPaymentLookUp(async () => {
      calls.lookUps += 1;
      const answer = gateway.payment;
      await gateway.beforeAnswer();
      return answer;
    }),
    policy: { mode: 'live' },
    now: () => new Date('2026-11-21T01:03:00Z'),
    newId: () => `id-${(ids += 1)}`,
    withinDeadline: (work) => work(new AbortController().signal),
    inDatabaseQueue: (_, work) => work(),
    recordOnce: createRecordOnce((_, work) => work()),
    bringForward: async () => {},
    pause: async () => {},
    lostRacePauseMs: 10,
    ...overrides,
  };
  const report = { impUid: 'imp_700000000001', merchantUid, source: 'callback' } as const;
  return { deps, report, calls, gateway, read: () => orders.findOrder(merchantUid) };
}

test('a payment that is verified once costs one read, one look-up and one conditional write', async () => {
  const { deps, report, calls } = await setUp();
  expect(await verifyPayment(deps, report)).toMatchObject({ outcome: 'success' });
  expect(calls).toEqual({ reads: 1, writes: 1, lookUps: 1 });
});

test('a repeated report costs no write', async () => {
  const { deps, report, calls } = await setUp();
  await verifyPayment(deps, report);
  await verifyPayment({ ...deps, now: () => new Date('2026-11-21T01:03:10Z') }, report);
  expect(calls).toEqual({ reads: 2, writes: 1, lookUps: 2 });
});

test('an unknown order costs no look-up', async () => {
  const { deps, report, calls } = await setUp();
  expect(await verifyPayment(deps, { ...report, merchantUid: 'nobody' })).toEqual({ outcome: 'orderNotFound' });
  expect(calls).toEqual({ reads: 1, writes: 0, lookUps: 0 });
});

test.each([
  { what: 'of an unknown order', of: { merchantUid: 'nobody' }, outcome: 'orderNotFound' },
  { what: 'with nothing new', of: { claim: { status: 'paid', cancellationId: null } }, outcome: 'success' },
])('a report $what does not wait behind look-ups', async ({ of, outcome }) => {
  const { deps, report } = await setUp();
  await verifyPayment(deps, report);
  const crowded: VerifyPaymentDeps = { ...deps, lookUpPayment: () => new Promise(() => {}) };
  expect(await verifyPayment(crowded, { ...report, source: 'webhook', ...of })).toMatchObject({ outcome });
});

test('a report costs no read when the database queue is full', async () => {
  const full = new CheckoutError('unavailable', 'no room');
  const { deps, report, calls } = await setUp({ inDatabaseQueue: () => Promise.reject(full) });
  await expect(verifyPayment(deps, report)).rejects.toBe(full);
  expect(calls).toEqual({ reads: 0, writes: 0, lookUps: 0 });
});

test('an unknown payment stores nothing', async () => {
  const { deps, report, calls, gateway } = await setUp();
  gateway.payment = null;
  expect(await verifyPayment(deps, report)).toEqual({ outcome: 'paymentNotFound' });
  expect(calls.writes).toBe(0);
});

test('100 reports at once share one look-up, and cause one transition and one notification', async () => {
  const { deps, report, calls, gateway, read } = await setUp();
  // The gateway answers after all 100 reports have read the order and asked for the payment.
  let asking = 0;
  gateway.beforeAnswer = async () => void (await waitUntil(() => asking >= 100));
  const counted: VerifyPaymentDeps = {
    ...deps,
    lookUpPayment: (...args) => ((asking += 1), deps.lookUpPayment(...args)),
  };
  const sources = ['callback', 'redirect', 'webhook', 'reconcile'] as const;
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, i) => verifyPayment(counted, { ...report, source: sources[i % 4]! })),
  );
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['success']));
  expect(calls).toMatchObject({ lookUps: 1, writes: 1 });
  expect(await read()).toMatchObject({ state: 'paid', revision: 1, history: [{ to: 'paid' }] });
  const document = await database
    .db()
    .collection<{ _id: string; outbox: unknown[] }>('orders')
    .findOne({ _id: report.merchantUid });
  expect(document?.outbox).toEqual([
    expect.objectContaining({
      id: expect.any(String) as string,
      attempts: 0,
      message: expect.objectContaining({ event: 'order.paid' }) as unknown,
    }),
  ]);
});

test('a report that loses the race is judged again: a second payment becomes a duplicate', async () => {
  const { deps, report, read } = await setUp();
  const other = buildPayment({ merchantUid: report.merchantUid, impUid: 'imp_2' });
  const interrupted: VerifyPaymentDeps = {
    ...deps,
    lookUpPayment: async () => {
      // The other payment settles the order between our look-up and our write.
      await verifyPayment(deps, report);
      return other;
    },
  };
  expect(await verifyPayment(interrupted, { ...report, impUid: 'imp_2' })).toEqual({
    outcome: 'duplicate',
    paidBy: report.impUid,
  });
  expect(await read()).toMatchObject({
    paidBy: report.impUid,
    payments: [{}, { impUid: 'imp_2', outcome: 'duplicate' }],
  });
});

test('an older answer that arrives last does not overwrite a newer one', async () => {
  const { deps, report, gateway, read } = await setUp();
  const early = gateway.payment;
  const interrupted: VerifyPaymentDeps = {
    ...deps,
    lookUpPayment: async () => {
      gateway.payment = buildPayment({ merchantUid: report.merchantUid, status: 'cancelled', cancelAmount: 5_000 });
      await verifyPayment(deps, report);
      return early;
    },
  };
  expect(await verifyPayment(interrupted, report)).toEqual({ outcome: 'success', partlyCancelled: true });
  expect(await read()).toMatchObject({ state: 'partially_cancelled', payments: [{ cancelAmount: 5_000 }] });
});

test('a cancel during a look-up that began before it is not lost', async () => {
  const { deps, report, gateway, read } = await setUp();
  const begun = deferred();
  const answered = deferred();
  gateway.beforeAnswer = async () => {
    begun.resolve();
    await answered.promise;
  };
  const callback = verifyPayment(deps, report);
  await begun.promise;
  gateway.payment = buildPayment({ merchantUid: report.merchantUid, status: 'cancelled' });
  const webhook = verifyPayment(deps, { ...report, source: 'webhook', claimsCancel: true });
  answered.resolve();
  await Promise.all([callback, webhook]);
  expect(await webhook).toEqual({ outcome: 'cancelled' });
  expect(await read()).toMatchObject({ payments: [{ status: 'cancelled' }] });
});

test('a fault of the gateway changes nothing', async () => {
  const fault = new CheckoutError('unavailable', 'down');
  const { deps, report, read } = await setUp({ lookUpPayment: () => Promise.reject(fault) });
  const before = await read();
  await expect(verifyPayment(deps, report)).rejects.toBe(fault);
  expect(await read()).toEqual(before);
});

test('after a failed write the next report is recorded', async () => {
  const { deps, report } = await setUp();
  const broken = { ...deps, changeOrder: () => Promise.reject(new CheckoutError('unavailable', 'down')) };
  await expect(verifyPayment(broken, report)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await verifyPayment(deps, report)).toMatchObject({ outcome: 'success' });
});

test('a report that never wins the race ends with "unavailable"', async () => {
  const { deps, report } = await setUp({ changeOrder: async () => false });
  await expect(verifyPayment(deps, report)).rejects.toMatchObject({ code: 'unavailable' });
});

test('work after the deadline changes nothing, as the answer "try again" promised', async () => {
  const over = new AbortController();
  const { deps, report, calls, gateway } = await setUp({ withinDeadline: (work) => work(over.signal) });
  gateway.beforeAnswer = async () => over.abort();
  await expect(verifyPayment(deps, report)).rejects.toThrow();
  expect(calls).toMatchObject({ lookUps: 1, writes: 0 });
});

test('the deadline covers the whole verification', async () => {
  const { deps, report } = await setUp({
    withinDeadline: () => Promise.reject(new CheckoutError('unavailable', 'too slow')),
  });
  await expect(verifyPayment(deps, report)).rejects.toThrow('too slow');
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
