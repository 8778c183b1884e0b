import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { CHANNELS } from '../../src/domain/outbox';
import type { OrderDocument } from '../../src/store/order.model';
import { redactionDeps } from '../../src/composition/create-redact-pass';
import { runRedact } from '../../src/cli/run-redact';
import { connectStore } from '../../src/store/connection';
import { createOrderKeys } from '../../src/store/order-keys';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const DAY_MS = 24 * 60 * 60_000;
const lines: string[] = [];
const checkout = useCheckout(
  { RETAIN_BUYER_DAYS: '30' },
  pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
);
const authorization = `Bearer ${ORDERS_API_KEY}`;
const post = (path: string, body: object = {}) =>
  checkout.http().post(path).set('authorization', authorization).send(body);
const payments = () => checkout.sandbox().payments;

let connection: Connection;
beforeAll(async () => {
  const { uri } = checkout.database();
  connection = await connectStore({ uri, operationTimeoutMs: 5_000, poolSize: 2, heartbeatMs: 1_000 });
});
afterAll(() => connection.close());

/** Runs the command. @returns its exit code */
async function redact(wanted: { merchantUid?: string; customerId?: string }): Promise<number> {
  const deps = redactionDeps(connection, { now: () => new Date(checkout.timeIn(0)), newId: randomUUID });
  const whom = { merchantUid: null, customerId: null, by: 'kim', ...wanted };
  return runRedact({ ...deps, keys: createOrderKeys(connection), print: () => undefined }, whom);
}

/** Every text that a buyer, the shop or a PG can fill; each is found again by its name. */
const mark = (name: string) => `marker-${name}`;
const TEL = '010-4242-9876';
const ACCOUNT = '770123456789';
const REFUND_ACCOUNT = '110234567890';
const MARKS = /marker-[a-z-]+|010-?4242-?9876|770123456789|110234567890|\*+9876/gi;
const BUYER = {
  name: mark('buyer-name'),
  email: `${mark('buyer-email')}@example.test`,
  tel: TEL,
  addr: mark('buyer-addr'),
  postcode: mark('postcode').slice(0, 16),
};
/** What i'mport reports of every payment. */
const OF_PG = {
  buyer_name: mark('pg-buyer-name'),
  buyer_email: mark('pg-buyer-email'),
  buyer_tel: TEL,
  buyer_addr: mark('pg-buyer-addr'),
  buyer_postcode: mark('pg-postcode'),
  card_name: mark('card-name'),
  card_number: mark('card-number'),
  custom_data: JSON.stringify({ note: mark('custom-data') }),
  receipt_url: `https://receipt.example.test/${mark('receipt')}`,
};
const VBANK = { vbank_name: mark('bank-name'), vbank_num: ACCOUNT, vbank_holder: mark('vbank-holder') };
const REFUND = { holder: mark('refund-holder'), bank: '004', account: REFUND_ACCOUNT, tel: TEL };

const marksIn = (value: unknown) => [...new Set(JSON.stringify(value).match(MARKS) ?? [])].toSorted();

/** The marks in every collection of the database. */
async function marksStored(): Promise<string[]> {
  const found: unknown[] = [];
  for (const { name } of await checkout.db().listCollections().toArray()) {
    const collection = checkout.db().collection(name);
    found.push(await collection.find({}).toArray());
    // An index holds what its fields hold.
    found.push(await collection.indexes());
  }
  return marksIn(found);
}

/** Until nothing of an order is on its way, its entry for the audit log included. */
const delivered = (merchantUid: string) =>
  waitUntil(async () => {
    checkout.runPasses();
    const { outbox = [], queues } =
      (await checkout.db().collection<OrderDocument>('orders').findOne({ _id: merchantUid })) ?? {};
    const waits = CHANNELS.some((channel) => queues?.[channel] !== undefined);
    return outbox.every(({ deliveredAt }) => deliveredAt) && !waits;
  });

/** A failed attempt, then an account that is paid, and given back in part. */
async function markedOrder(customer_id: string) {
  const merchantUid = await checkout.order({ customer_id, buyer: BUYER });
  const failed = checkout.pay(merchantUid, { ...OF_PG, status: 'failed', fail_reason: mark('fail-reason') });
  await checkout.callback(failed, merchantUid);
  const impUid = checkout.pay(merchantUid, { ...OF_PG, status: 'ready', pay_method: 'vbank' });
  payments().issueVirtualAccount(impUid, VBANK);
  await checkout.callback(impUid, merchantUid);
  payments().deposit(impUid);
  payments().change(impUid, OF_PG);
  await checkout.webhook(impUid, merchantUid);
  await checkout.cancel(merchantUid, { amount: 900, reason: mark('cancel-reason'), refund: REFUND });
  await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
  await delivered(merchantUid);
  return { merchantUid, impUid, failed };
}

/** Reports every payment of an order again, by every source. */
async function reportAgain({ merchantUid, impUid, failed }: Awaited<ReturnType<typeof markedOrder>>): Promise<void> {
  for (const each of [impUid, failed]) {
    await checkout.callback(each, merchantUid);
    await checkout.redirect(each, merchantUid);
    for (const status of ['ready', 'paid', 'failed', 'cancelled']) await checkout.webhook(each, merchantUid, status);
  }
  await checkout
    .http()
    .get('/payments/complete')
    .query({ merchant_uid: merchantUid, imp_success: 'false', error_msg: mark('error-msg') });
  expect((await post(`/orders/${merchantUid}/recheck`)).status).toBe(200);
  await post(`/orders/${merchantUid}/accept`, { imp_uid: impUid, reason: mark('accept-reason') });
  await checkout.read(merchantUid);
}

test('a redaction leaves no value anywhere, and no report or cancel brings one back', async () => {
  const order = await markedOrder('customer-whole');
  const { merchantUid, impUid } = order;
  expect((await marksStored()).length).toBeGreaterThan(10);

  expect(await redact({ merchantUid })).toBe(0);
  expect(await marksStored()).toEqual([]);
  lines.length = 0;

  await reportAgain(order);
  // A change of the payment: all its texts are reported anew.
  payments().consoleCancel(impUid, { amount: 1_000, reason: mark('console-reason') });
  payments().change(impUid, { ...OF_PG, fail_reason: mark('late-fail-reason') });
  await reportAgain(order);
  expect((await checkout.read(merchantUid)).payments.find(({ imp_uid }) => imp_uid === impUid)).toMatchObject({
    cancel_amount: 1_900,
  });

  const reply = await checkout.cancel(merchantUid, { amount: 500, reason: mark('later-reason'), refund: REFUND });
  expect([reply.status, (reply.body as { status: string }).status]).toEqual([200, 'cancelDone']);
  await delivered(merchantUid);
  expect(await marksStored()).toEqual([]);
  expect(marksIn(lines)).toEqual([]);
  expect(lines.length).toBeGreaterThan(10);
});

test('what finance needs stays: ids, sums and times', async () => {
  const { merchantUid } = await markedOrder('customer-finance');
  const isForFinance = /uid|amount|_at$|^status$|^cancellation_id$|^pg_|^pay_method$/;
  const keys = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, each: unknown) =>
        isForFinance.test(key) || (typeof each === 'object' && each !== null) ? each : undefined,
      ),
    );
  const before = keys(await checkout.read(merchantUid)) as Record<string, unknown>;
  expect(await redact({ merchantUid })).toBe(0);
  const after = keys(await checkout.read(merchantUid)) as Record<string, unknown>;
  expect({ ...after, redacted_at: null }).toEqual({ ...before, redacted_at: null });
  const timeline = await checkout.http().get(`/orders/${merchantUid}/timeline`).set('authorization', authorization);
  const { entries } = timeline.body as { entries: { type: string }[] };
  const told = entries.filter(({ type }) => type !== 'audit');
  expect(told.at(-1)).toMatchObject({ type: 'redacted', cause: 'request', by: 'kim' });
  expect(entries.at(-1)).toMatchObject({ type: 'audit', action: 'redact', actor: 'command', operator: 'kim' });
  expect(entries.filter(({ type }) => type === 'message').length).toBeGreaterThan(3);
});

test('all orders of a customer go, with the customer’s record, and those of others stay', async () => {
  const orders = [await markedOrder('customer-a'), await markedOrder('customer-a')];
  const other = await markedOrder('customer-b');
  expect(await redact({ customerId: 'customer-a' })).toBe(0);
  for (const { merchantUid } of orders) {
    expect(marksIn(await checkout.stored(merchantUid))).toEqual([]);
    expect((await checkout.stored(merchantUid))?.redactedAt).toBeInstanceOf(Date);
  }
  const users = checkout.db().collection<{ _id: string }>('users');
  expect(await users.findOne({ _id: 'customer-a' })).toBeNull();
  expect(await users.findOne({ _id: 'customer-b' })).not.toBeNull();
  expect(marksIn(await checkout.stored(other.merchantUid)).length).toBeGreaterThan(5);
  expect(await redact({ merchantUid: other.merchantUid })).toBe(0);
});

test('a repeat of the registration still finds the order, and stores no buyer', async () => {
  const merchant_uid = await checkout.order({ buyer: BUYER });
  await delivered(merchant_uid);
  expect(await redact({ merchantUid: merchant_uid })).toBe(0);
  const again = { merchant_uid, name: 'Norway swivel chair', amount: 64_900, buyer: BUYER };
  expect((await post('/orders', again)).status).toBe(200);
  expect((await post('/orders', { ...again, amount: 1 })).status).toBe(409);
  expect(marksIn(await checkout.stored(merchant_uid))).toEqual([]);
});

test('an order that is paid after its redaction is settled, without the values of its account', async () => {
  const merchantUid = await checkout.order({ customer_id: 'customer-late', buyer: BUYER });
  await delivered(merchantUid);
  expect(await redact({ merchantUid })).toBe(0);
  const impUid = checkout.pay(merchantUid, { ...OF_PG, status: 'ready', pay_method: 'vbank' });
  payments().issueVirtualAccount(impUid, VBANK);
  const issued = await checkout.callback(impUid, merchantUid);
  expect(issued.body).toMatchObject({ status: 'vbankIssued', vbank_num: ACCOUNT });
  await checkout.callback(impUid, merchantUid);
  expect((await checkout.stored(merchantUid))?.history).toHaveLength(1);
  payments().deposit(impUid);
  await checkout.webhook(impUid, merchantUid);
  await delivered(merchantUid);
  expect((await checkout.read(merchantUid)).status).toBe('paid');
  expect(marksIn(await checkout.stored(merchantUid))).toEqual([]);
  expect(await checkout.db().collection<{ _id: string }>('users').findOne({ _id: 'customer-late' })).toBeNull();
});

describe('it waits', () => {
  test('for an open account; then the pass does what the person asked for', async () => {
    const merchantUid = await checkout.order({ buyer: BUYER });
    const impUid = checkout.pay(merchantUid, { ...OF_PG, status: 'ready', pay_method: 'vbank' });
    payments().issueVirtualAccount(impUid, VBANK);
    await checkout.callback(impUid, merchantUid);
    await delivered(merchantUid);
    expect(await redact({ merchantUid })).toBe(3);
    expect((await checkout.stored(merchantUid))?.buyer).toMatchObject({ tel: TEL });
    payments().deposit(impUid);
    await checkout.webhook(impUid, merchantUid);
    await delivered(merchantUid);
    checkout.letPass(61 * 60_000);
    await waitUntil(async () => {
      checkout.runPasses();
      return (await checkout.stored(merchantUid))?.redactedAt;
    });
    const stored = await checkout.stored(merchantUid);
    expect(marksIn(stored)).toEqual([]);
    expect(stored?.queues.redact).toBeUndefined();
    expect(stored?.log?.at(-1)).toMatchObject({ kind: 'redacted', cause: 'request', by: 'kim' });
  });

  test('for a cancel under way, whose account is erased with its end', async () => {
    const merchantUid = await checkout.order({ buyer: BUYER });
    const impUid = checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
    payments().issueVirtualAccount(impUid, VBANK);
    payments().deposit(impUid);
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().settings.change({ cancelMode: 'later' });
    await checkout.cancel(merchantUid, { all: true, reason: mark('cancel-reason'), refund: REFUND });
    await delivered(merchantUid);
    expect(await redact({ merchantUid })).toBe(3);
    payments().finishCancel(impUid);
    checkout.sandbox().settings.reset();
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    await delivered(merchantUid);
    expect(await redact({ merchantUid })).toBe(0);
    expect(marksIn(await checkout.stored(merchantUid))).toEqual([]);
  });

  test('for nobody’s sake with a dead letter: what can never be sent again is removed', async () => {
    const { merchantUid } = await markedOrder('customer-dead');
    const orders = checkout.db().collection<{ _id: string }>('orders');
    const deadAt = new Date(checkout.timeIn(0));
    await orders.updateOne(
      { _id: merchantUid },
      {
        $set: { deadSince: deadAt, 'outbox.$[sms].deadAt': deadAt, 'outbox.$[sms].deliveredAt': null },
      },
      { arrayFilters: [{ 'sms.message.channel': 'sms' }] },
    );
    expect(await redact({ merchantUid })).toBe(0);
    const stored = await checkout.stored(merchantUid);
    expect(stored?.outbox.map(({ message }) => message.channel)).not.toContain('sms');
    expect(stored?.deadSince).toBeUndefined();
    expect(marksIn(stored)).toEqual([]);
  });
});

test('so many days after its last change the pass removes the values, and not before', async () => {
  const changed = await checkout.order({ buyer: BUYER });
  const quiet = await checkout.order({ buyer: BUYER });
  checkout.letPass(20 * DAY_MS);
  await checkout.http().patch(`/orders/${changed}`).set('authorization', authorization).send({ name: 'A desk' });
  checkout.letPass(11 * DAY_MS);
  const isRedacted = async (merchantUid: string) => {
    checkout.runPasses();
    return (await checkout.stored(merchantUid))?.redactedAt !== undefined;
  };
  await waitUntil(() => isRedacted(quiet));
  const waiting = await waitUntil(async () => (await checkout.stored(changed))?.queues.redact);
  expect(Math.round((Number(waiting?.dueAt) - Date.parse(checkout.timeIn(0))) / DAY_MS)).toBe(19);
  expect(marksIn(await checkout.stored(changed)).length).toBeGreaterThan(3);
  // The pass logs at its end, after its writes.
  await waitUntil(() => lines.join('').includes('personal values removed'));
  checkout.letPass(20 * DAY_MS);
  await waitUntil(() => isRedacted(changed));
  expect(marksIn(await checkout.stored(changed))).toEqual([]);
  expect((await checkout.stored(changed))?.log?.at(-1)).toMatchObject({ kind: 'redacted', cause: 'retention' });
});
