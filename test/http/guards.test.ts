import { mongo } from 'mongoose';
import { pino } from 'pino';
import type { Guard } from '../../src/domain/guard';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** Each guard before the gateway leaves places to others, and its refusals are logged with its name. */
const lines: Record<string, unknown>[] = [];
const logger = pino(
  { level: 'warn' },
  { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
);
/** More requests than the other tests of this file send from one address. */
const PER_MINUTE = 100;
const replace = (name: keyof typeof LIMITS, value: object | number) =>
  jest.replaceProperty(LIMITS, name, value as never);
// With fewer places the rules are the same. A flood of the other tests fits in the queue of the database.
replace('databaseQueue', { maxUnderWay: 4, maxWaiting: 10, maxWaitMs: 60_000 });
replace('overLimitQueue', { maxUnderWay: 2, maxWaiting: 2, maxWaitMs: 60_000 });
replace('confirmQueue', { maxUnderWay: 2, maxWaiting: 2, maxWaitMs: 60_000 });
replace('gatewayQueue', { maxUnderWay: 5, maxWaiting: 2, maxWaitMs: 60_000 });
replace('gatewayBreaker', { failures: 1, openMs: 60_000 });
replace('lookUpQuota', { ...LIMITS.lookUpQuota, unsolicitedAtOnce: 3 });
const settings = { TRUST_PROXY: '1', RATE_LIMIT_PER_MINUTE: String(PER_MINUTE), LOOKUPS_PER_MINUTE: '0' };
const checkout = useCheckout(settings, logger);
const READ = 'GET /payments/:imp_uid';

let senders = 0;
const newSender = () => `198.51.100.${(senders += 1)}`;
const webhook = (impUid: string, merchantUid: string, sender = newSender()) =>
  checkout
    .webhook(impUid, merchantUid)
    .set('x-forwarded-for', sender)
    .then(({ status }) => status);
const guards = () => lines.flatMap(({ guard }) => (typeof guard === 'string' ? [guard] : []));
const lookUps = () => checkout.sandbox().calls.count(READ);

/** Sends many requests that stay unanswered until the work is done. */
async function whileHeld(crowd: readonly Promise<number>[], places: number, work: () => Promise<void>) {
  const { faults } = checkout.sandbox();
  try {
    await faults.untilHeld(places);
    await work();
  } finally {
    faults.clear();
  }
  return Promise.all(crowd);
}

beforeEach(() => lines.splice(0));

const only = (guard: Guard) => new Set([guard]);

test('addressLimit: a callback over it is a 429 with its own log line', async () => {
  const sender = newSender();
  // Malformed requests, so that none waits for the database.
  const send = () => checkout.callback('imp', 'ord-nobody').set('x-forwarded-for', sender);
  const statuses = await Promise.all(Array.from({ length: PER_MINUTE + 2 }, () => send().then(({ status }) => status)));
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  expect(guards()).toEqual(['addressLimit', 'addressLimit']);
});

/** Holds every read of one order until the work is done. */
async function whileReadsHang(merchantUid: string, work: (held: () => number) => Promise<void>) {
  let held = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const { findOne } = mongo.Collection.prototype;
  const spy = jest.spyOn(mongo.Collection.prototype, 'findOne');
  spy.mockImplementation(async function (this: mongo.Collection, ...args: unknown[]) {
    if (JSON.stringify(args).includes(merchantUid)) {
      held += 1;
      await released;
    }
    return findOne.apply(this, args as Parameters<typeof findOne>);
  } as never);
  try {
    await work(() => held);
  } finally {
    release();
    spy.mockRestore();
  }
}

test('databaseQueue: senders over their limit and confirm calls take no places of other reports', async () => {
  const sender = newSender();
  const malformed = () => checkout.callback('imp', 'ord-nobody').set('x-forwarded-for', sender).then();
  await Promise.all(Array.from({ length: PER_MINUTE }, malformed));
  const confirm = () =>
    checkout.http().post('/payments/confirm').send({ imp_uid: 'imp_1', merchant_uid: 'ord-hanging', amount: 1 });
  const [overLimit, confirms] = [LIMITS.overLimitQueue, LIMITS.confirmQueue];
  const crowd: Promise<unknown>[] = [];
  await whileReadsHang('ord-hanging', async (held) => {
    const places = overLimit.maxUnderWay + overLimit.maxWaiting;
    for (let n = 0; n < places + 3; n += 1) crowd.push(webhook('imp_1', 'ord-hanging', sender));
    for (let n = 0; n < confirms.maxUnderWay + confirms.maxWaiting + 3; n += 1) crowd.push(confirm().then());
    await waitUntil(() => guards().length === 6);
    expect(held()).toBe(overLimit.maxUnderWay + confirms.maxUnderWay);
    const merchantUid = await checkout.order();
    expect(await webhook(checkout.pay(merchantUid), merchantUid)).toBe(200);
  });
  await Promise.all(crowd);
  expect(new Set(guards())).toEqual(only('databaseQueue'));
});

test('databaseQueue: a flood of reports leaves connections to the shop’s own requests', async () => {
  const { maxUnderWay, maxWaiting } = LIMITS.databaseQueue;
  const crowd: Promise<number>[] = [];
  await whileReadsHang('ord-flooded', async (held) => {
    for (let n = 0; n < maxUnderWay + maxWaiting + 3; n += 1) crowd.push(webhook('imp_1', 'ord-flooded'));
    await waitUntil(() => guards().length === 3);
    expect(held()).toBe(maxUnderWay);
    expect((await checkout.read(await checkout.order())).status).toBe('pending');
  });
  expect((await Promise.all(crowd)).filter((status) => status === 503)).toHaveLength(3);
  expect(new Set(guards())).toEqual(only('databaseQueue'));
});

test('lookUpQuota: unsolicited look-ups take few places; the others stay free for orders that wait', async () => {
  const { merchantUid } = await checkout.paidOrder();
  const waiting = await checkout.order();
  const impUid = checkout.pay(waiting);
  const before = lookUps();
  checkout.sandbox().faults.set({ kind: 'hold', route: READ });
  const { unsolicitedAtOnce } = LIMITS.lookUpQuota;
  const honest: Promise<number>[] = [];
  const flood = Array.from({ length: unsolicitedAtOnce + 4 }, (_, n) => webhook(`imp_forged_${n}`, merchantUid));
  const statuses = await whileHeld(flood, unsolicitedAtOnce, async () => {
    await waitUntil(() => guards().length === 4);
    honest.push(webhook(impUid, waiting));
    await checkout.sandbox().faults.untilHeld(unsolicitedAtOnce + 1);
  });
  expect(await Promise.all(honest)).toEqual([200]);
  expect(lookUps() - before).toBe(unsolicitedAtOnce + 1);
  expect(statuses.filter((status) => status === 503)).toHaveLength(4);
  expect(new Set(guards())).toEqual(only('lookUpQuota'));
});

test('gatewayQueue: a flood of true reports leaves calls for the service’s own work', async () => {
  const { maxUnderWay, maxWaiting } = LIMITS.gatewayQueue;
  const paid = await checkout.paidOrder();
  const orders: string[] = [];
  while (orders.length < maxUnderWay + maxWaiting + 2) orders.push(await checkout.order());
  const impUids = orders.map((order) => checkout.pay(order));
  for (const impUid of impUids) checkout.sandbox().faults.set({ kind: 'hold', impUid, route: READ });
  const flood = orders.map((order, n) => webhook(impUids[n]!, order));
  const statuses = await whileHeld(flood, maxUnderWay, async () => {
    await waitUntil(() => guards().length === 2);
    const cancelled = await checkout.cancel(paid.merchantUid, { all: true });
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelDone' }]);
  });
  expect(statuses.filter((status) => status === 503)).toHaveLength(2);
  expect(new Set(guards())).toEqual(only('gatewayQueue'));
});

test('gatewayBreaker: a call that is not sent while i’mport fails names the guard', async () => {
  const order = await checkout.order();
  const impUid = checkout.pay(order);
  checkout.sandbox().faults.set({ kind: 'status', status: 500, route: READ });
  expect([await webhook(impUid, order), await webhook(impUid, order)]).toEqual([503, 503]);
  checkout.sandbox().faults.clear();
  expect(guards()).toContain('gatewayBreaker');
  expect(new Set(guards())).toEqual(only('gatewayBreaker'));
});
