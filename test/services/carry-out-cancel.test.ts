import { amendTerms } from '../../src/domain/plan-amendment';
import { wasSent } from '../../src/domain/cancel/cancel';
import { CheckoutError } from '../../src/domain/errors';
import { carryOutCancel } from '../../src/services/carry-out-cancel';
import { recordReport } from '../../src/services/record-report';
import { cancelOrder, type CancelOrderParts } from '../support/cancels';
import { buildOrder } from '../support/build-order';
import { useCancelling } from '../support/use-cancelling';
import { waitUntil } from '../support/wait-until';

const world = useCancelling();
const CANCEL = 'POST /payments/cancel';
const MINUTE_MS = 60_000;

beforeEach(() => world.sandbox().calls.reset());
afterEach(() => {
  world.sandbox().faults.clear();
  world.sandbox().settings.reset();
});

const sent = () => world.sandbox().calls.count(CANCEL);
const givenBack = (impUid: string) => world.sandbox().payments.get(impUid)?.cancel_amount;
const cancelsOf = async (merchantUid: string) => (await world.orders().findOrder(merchantUid))?.cancels ?? [];
async function sentAtOf(merchantUid: string): Promise<Date> {
  const [cancel] = await cancelsOf(merchantUid);
  if (cancel === undefined || !wasSent(cancel)) throw new Error('It was not sent.');
  return cancel.sentAt;
}

/** Carries out as the pass over the due cancels does: on the order as it reads it. */
async function carryOut(deps: CancelOrderParts, merchantUid: string, id = 'req-1') {
  const order = await deps.findOrder(merchantUid);
  if (order === null) throw new Error('lost');
  return carryOutCancel(deps, order, id);
}

class Crash extends Error {}

/** A process that dies at its n-th outgoing call, before or after the call’s effect. */
function dyingAt(deps: CancelOrderParts, n: number, when: 'before' | 'after') {
  let calls = 0;
  let isDead = false;
  const die = () => {
    isDead = true;
    throw new Crash();
  };
  const wrap =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isDead) throw new Crash();
      const isLast = (calls += 1) === n;
      if (isLast && when === 'before') die();
      const result = await call(...args);
      if (isLast) die();
      return result;
    };
  const dying: CancelOrderParts = {
    ...deps,
    findOrder: wrap(deps.findOrder),
    changeOrder: wrap(deps.changeOrder),
    getPayment: wrap(deps.getPayment),
    cancelPayment: wrap(deps.cancelPayment),
  };
  return { dying, hasDied: () => isDead };
}

test.each(['before', 'after'] as const)(
  'a process dies %s any of its steps: the cancel is sent once at most, refunded once at most, and always ends',
  async (when) => {
    const outcomes: string[] = [];
    for (let n = 1; ; n += 1) {
      world.sandbox().calls.reset();
      const { merchantUid, impUid, deps } = await world.paidOrder();
      const { dying, hasDied } = dyingAt(deps, n, when);
      const ran = await cancelOrder(dying, world.request(merchantUid)).catch((error: unknown) => error);
      if (!hasDied()) break;
      expect(ran).toBeInstanceOf(Crash);
      await world.untilQuiet(merchantUid, deps);

      const [cancel] = await cancelsOf(merchantUid);
      const state = cancel?.state ?? 'nothing recorded';
      expect(sent()).toBeLessThanOrEqual(1);
      expect([n, state, givenBack(impUid)]).toEqual([n, state, state === 'done' ? 900 : 0]);
      const { attention = [] } = (await world.orders().findOrder(merchantUid)) ?? {};
      expect(attention.map(({ reason }) => reason)).toEqual(state === 'unclear' ? ['cancelUnclear'] : []);
      outcomes.push(state);
    }
    expect(new Set(outcomes)).toEqual(new Set(['nothing recorded', 'done', 'unclear']));
    // Only a death between the write "sent" and the call leaves it unclear.
    expect(outcomes.filter((state) => state === 'unclear')).toHaveLength(1);
  },
);

test('two instances that carry out one cancel at once make one call', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const waiting = { ...deps, withinDeadline: () => new Promise<never>(() => {}) };
  void cancelOrder(waiting, world.request(merchantUid));
  await waitUntil(async () => (await cancelsOf(merchantUid)).length > 0);
  await Promise.all(Array.from({ length: 5 }, () => carryOut(deps, merchantUid)));
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
  expect(givenBack(impUid)).toBe(900);
  expect(sent()).toBe(1);
});

test('a definite refusal wins over a report that seemed to show the cancel', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  world.sandbox().faults.set({ kind: 'pg-refusal', impUid });
  const interrupted: CancelOrderParts = {
    ...deps,
    async cancelPayment(cancel) {
      const answer = await deps.cancelPayment(cancel);
      // The console refunded the same amount with the same reason.
      world.sandbox().payments.consoleCancel(impUid, { amount: 900, reason: '고객 변심' });
      const [order, reported] = [await deps.findOrder(merchantUid), await deps.getPayment(impUid)];
      if (order === null || reported === null) throw new Error('lost');
      await recordReport(deps, order, reported, { source: 'webhook' });
      expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
      return answer;
    },
  };
  expect(await cancelOrder(interrupted, world.request(merchantUid))).toMatchObject({ cancel: { state: 'refused' } });
  expect(await world.orders().findOrder(merchantUid)).toMatchObject({ state: 'partially_cancelled' });
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'refused', why: 'gatewayRefused' }]);
});

describe('an unknown outcome', () => {
  test('the payment is fetched with backoff; only a fetch after ten minutes or more decides', async () => {
    const { merchantUid, impUid, deps } = await world.paidOrder();
    world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid });
    await cancelOrder(deps, world.request(merchantUid));
    const sentAt = await sentAtOf(merchantUid);
    const end = new Date(sentAt.getTime() + 10 * MINUTE_MS);
    world.sandbox().calls.reset();
    await world.untilQuiet(merchantUid, deps, new Date(end.getTime() - 1));
    const looks = world.sandbox().calls.count('GET /payments/:imp_uid');
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(looks).toBeLessThanOrEqual(15);
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'sent', dueAt: end }]);

    // i'mport fails at the end of the ten minutes, so the outcome stays unknown until it answers.
    world.sandbox().faults.set({ kind: 'status', status: 503, route: 'GET /payments/:imp_uid', impUid });
    await world.untilQuiet(merchantUid, deps, new Date(end.getTime() + 5 * MINUTE_MS));
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'sent' }]);
    world.sandbox().faults.clear();
    await world.untilQuiet(merchantUid, deps);
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'unclear' }]);
    expect((await cancelsOf(merchantUid))[0]).not.toHaveProperty('dueAt');
    expect(givenBack(impUid)).toBe(0);
    expect(sent()).toBe(0);
  });

  test.each([
    ['i’mport does not know it any more', async () => null],
    [
      'i’mport’s answer cannot be read',
      () => Promise.reject(new CheckoutError('gatewayReplyUnexpected', 'amount invalid_type')),
    ],
  ])('a payment that stays unreadable does not block other cancels for ever: %s', async (_, getPayment) => {
    const { merchantUid, impUid, deps } = await world.paidOrder();
    world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid });
    await cancelOrder(deps, world.request(merchantUid));
    const sentAt = await sentAtOf(merchantUid);
    const blind = { ...deps, getPayment };
    await world.untilQuiet(merchantUid, blind, new Date(sentAt.getTime() + 59 * MINUTE_MS));
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'sent' }]);
    await world.untilQuiet(merchantUid, blind);
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'unclear' }]);
    const order = await world.orders().findOrder(merchantUid);
    expect(order?.attention.map(({ reason }) => reason)).toEqual(['cancelUnclear']);
  });

  test('a cancel that the first fetches do not show is found by a later one', async () => {
    const { merchantUid, impUid, deps } = await world.paidOrder();
    world.sandbox().settings.change({ cancelMode: 'later' });
    world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid, when: 'after' });
    expect(await cancelOrder(deps, world.request(merchantUid))).toMatchObject({ cancel: { state: 'sent' } });
    await world.untilQuiet(merchantUid, deps, new Date(world.now().getTime() + 3 * MINUTE_MS));
    world.sandbox().payments.finishCancel(impUid);
    await world.untilQuiet(merchantUid, deps);
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
    expect(sent()).toBe(1);
  });

  test('an unclear cancel that the payment shows much later is done', async () => {
    const { merchantUid, impUid, deps } = await world.paidOrder();
    world.sandbox().settings.change({ cancelMode: 'later' });
    world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid, when: 'after' });
    await cancelOrder(deps, world.request(merchantUid));
    await world.untilQuiet(merchantUid, deps);
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'unclear' }]);
    world.sandbox().payments.finishCancel(impUid);
    const [order, reported] = [await deps.findOrder(merchantUid), await deps.getPayment(impUid)];
    if (order === null || reported === null) throw new Error('lost');
    await recordReport(deps, order, reported, { source: 'webhook' });
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
  });
});

test('an agreed cancel that is not shown after two weeks raises attention once, and is still followed up', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  world.sandbox().settings.change({ cancelMode: 'later' });
  await cancelOrder(deps, world.request(merchantUid));
  await world.untilQuiet(merchantUid, deps, new Date(world.now().getTime() + 15 * 24 * 60 * MINUTE_MS));
  const order = await world.orders().findOrder(merchantUid);
  expect(order?.attention.map(({ reason }) => reason)).toEqual(['cancelDelayed']);
  expect(order?.cancels).toMatchObject([{ state: 'accepted' }]);
});

test('an agreed cancel that is not shown after thirty days is unclear, and the next one may be sent', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  world.sandbox().settings.change({ cancelMode: 'later' });
  await cancelOrder(deps, world.request(merchantUid));
  world.letPass(30 * 24 * 60 * MINUTE_MS);
  await world.untilQuiet(merchantUid, deps);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'unclear' }]);
});

test('when i’mport no longer knows the payment, nothing is sent, and the cancel is retried with backoff', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const blind = { ...deps, getPayment: async () => null };
  await cancelOrder(blind, world.request(merchantUid));
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'requested', tries: 1 }]);
  await world.untilQuiet(merchantUid, blind, new Date(world.now().getTime() + MINUTE_MS));
  expect(sent()).toBe(0);
  await world.untilQuiet(merchantUid, deps);
  expect(givenBack(impUid)).toBe(900);
});

test('a fetch that shows nothing takes back no cancel that another instance has sent meanwhile', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const request = world.request(merchantUid);
  await cancelOrder({ ...deps, getPayment: () => Promise.reject(new CheckoutError('unavailable', 'down')) }, request);
  const blindIsThrough = withResolvers();
  const isCalled = withResolvers();
  const sender = {
    ...deps,
    cancelPayment: async (cancel: Parameters<typeof deps.cancelPayment>[0]) => {
      const answer = await deps.cancelPayment(cancel);
      isCalled.resolve();
      await blindIsThrough.promise;
      return answer;
    },
  };
  let sending: Promise<unknown> | undefined;
  const blind = {
    ...deps,
    // It has read a cancel that is not sent; before it writes, the other instance sends.
    getPayment: async () => {
      sending = carryOut(sender, merchantUid, request.requestId);
      await isCalled.promise;
      return null;
    },
  };
  await carryOut(blind, merchantUid, request.requestId);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'sent' }]);
  blindIsThrough.resolve();
  await sending;
  await world.untilQuiet(merchantUid, deps);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
  expect(givenBack(impUid)).toBe(900);
});

test('a recorded cancel whose payment is never shown ends after an hour, with nothing sent', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  const blind = { ...deps, getPayment: async () => null };
  await cancelOrder(blind, world.request(merchantUid));
  await world.untilQuiet(merchantUid, blind);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'refused', why: 'paymentNotShown' }]);
  for (const part of ['sentAt', 'refund']) expect((await cancelsOf(merchantUid))[0]).not.toHaveProperty(part);
  expect(sent()).toBe(0);
});

test('an auto refund whose policy was changed before it was sent is dropped', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  const duplicate = world
    .sandbox()
    .payments.create({ merchant_uid: merchantUid, amount: 64_900, status: 'paid' }).imp_uid;
  const strict: CancelOrderParts = {
    ...deps,
    policy: { mode: 'live', moneyPolicy: { forgedPayment: 'hold', duplicatePayment: 'cancel', latePayment: 'hold' } },
  };
  const [order, reported] = [await deps.findOrder(merchantUid), await deps.getPayment(duplicate)];
  if (order === null || reported === null) throw new Error('lost');
  await recordReport(strict, order, reported, { source: 'webhook' });
  expect(await cancelsOf(merchantUid)).toMatchObject([{ cause: 'duplicate', state: 'requested' }]);
  await world.untilQuiet(merchantUid, deps);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'dropped' }]);
  expect(givenBack(duplicate)).toBe(0);
});

test('an account that a later deadline makes welcome during the look-up is not revoked', async () => {
  const { deps } = await world.paidOrder();
  const merchantUid = 'ord-welcome-again';
  const at = (ms: number) => new Date(world.now().getTime() + ms);
  await world.orders().createOrder(buildOrder({ merchantUid, createdAt: at(0), expiresAt: at(1_000) }));
  const issue = async () => {
    const issuedAt = Math.floor(world.now().getTime() / 1_000);
    const account = { status: 'ready', pay_method: 'vbank', vbank_num: '90001234567890' } as const;
    const times = { started_at: issuedAt, vbank_issued_at: issuedAt, vbank_date: issuedAt + 3_600 };
    const fields = { merchant_uid: merchantUid, amount: 64_900, ...account, ...times };
    const reported = await deps.getPayment(world.sandbox().payments.create(fields).imp_uid);
    const order = await deps.findOrder(merchantUid);
    if (order === null || reported === null) throw new Error('lost');
    await recordReport(deps, order, reported, { source: 'webhook' });
  };
  await issue();
  world.letPass(60_000);
  await issue();
  expect(await cancelsOf(merchantUid)).toMatchObject([{ kind: 'revoke', cause: 'wrong', state: 'requested' }]);
  const prolonging: CancelOrderParts = {
    ...deps,
    async getPayment(impUid) {
      const found = await deps.getPayment(impUid);
      const current = await deps.findOrder(merchantUid);
      if (current === null) throw new Error('lost');
      await deps.changeOrder(current, amendTerms(current, { ...current, expiresAt: at(7_200_000) }, world.now()), []);
      return found;
    },
  };
  await world.untilQuiet(merchantUid, prolonging);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'dropped' }]);
  expect(world.sandbox().calls.count('DELETE /vbanks/:imp_uid')).toBe(0);
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
