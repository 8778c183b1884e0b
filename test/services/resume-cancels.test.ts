import { isUnderWay } from '../../src/domain/cancel/cancel';
import { cancelOrder, type CancelOrderDeps } from '../../src/services/cancel-order';
import { resumeCancels } from '../../src/services/resume-cancels';
import { useCancelling } from '../support/use-cancelling';
import { waitUntil } from '../support/wait-until';

const world = useCancelling();
const CANCEL = 'POST /payments/cancel';
const REVOKE = 'DELETE /vbanks/:imp_uid';

beforeEach(() => world.sandbox().calls.reset());
afterEach(() => world.sandbox().faults.clear());

const failed: unknown[] = [];
beforeEach(() => failed.splice(0));
const pass = (deps: CancelOrderDeps) =>
  resumeCancels({
    ...deps,
    dueCancels: world.dueCancels(),
    leaseMs: 60_000,
    onCancelFailed: (error, ...which) => failed.push({ error, which }),
  });
const cancelsOf = async (merchantUid: string) => (await world.orders().findOrder(merchantUid))?.cancels ?? [];
/** Recorded, and then nobody is there to carry it out. */
async function recordOnly(deps: CancelOrderDeps, request: Parameters<typeof cancelOrder>[1]) {
  const absent = { ...deps, withinDeadline: () => Promise.reject(new Error('gone')) };
  await cancelOrder(absent, request).catch(() => undefined);
}

test('nothing due: nothing done, and nothing asked', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await cancelOrder(deps, world.request(merchantUid));
  world.sandbox().calls.reset();
  expect(await pass(deps)).toBe(false);
  expect(world.sandbox().calls.count()).toBe(0);
});

test('a request that died is carried out when its own time is over, not before', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await recordOnly(deps, world.request(merchantUid));
  expect(await pass(deps)).toBe(false);
  world.letPass(60_000);
  expect(await pass(deps)).toBe(true);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
});

test('those of one payment go in the order they were asked for, one a pass', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  for (const amount of [100, 200, 300]) {
    await recordOnly(deps, world.request(merchantUid, { requestId: `req-${amount}`, amount }));
  }
  world.letPass(60_000);
  for (const done of [1, 2, 3]) {
    expect(await pass(deps)).toBe(true);
    expect((await cancelsOf(merchantUid)).filter(({ state }) => state === 'done')).toHaveLength(done);
  }
  expect(await pass(deps)).toBe(false);
  expect(
    world
      .sandbox()
      .payments.get(impUid)
      ?.cancel_history.map(({ amount }) => amount),
  ).toEqual([100, 200, 300]);
});

test('a payment that cannot be read does not keep the others waiting, and is named', async () => {
  const { merchantUid, impUid: unreadable, deps } = await world.paidOrder();
  const second = world.sandbox().payments.create({ merchant_uid: merchantUid, amount: 64_900, status: 'paid' }).imp_uid;
  for (const impUid of [unreadable, second]) {
    await recordOnly(deps, world.request(merchantUid, { requestId: `req-${impUid}`, impUid }));
  }
  world.sandbox().payments.distort(unreadable, { amount: 'much' });
  world.letPass(60_000);
  expect(await pass(deps)).toBe(true);
  expect(failed).toEqual([
    {
      error: expect.objectContaining({ code: 'gatewayReplyUnexpected' }) as unknown,
      which: [merchantUid, `req-${unreadable}`],
    },
  ]);
  expect((await cancelsOf(merchantUid)).map(({ state }) => state)).toEqual(['requested', 'done']);
  world.sandbox().payments.distort(unreadable, null);
  await world.untilQuiet(merchantUid, deps);
});

test('one that waits behind a refused one is carried out', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  for (const amount of [100, 200]) {
    await recordOnly(deps, world.request(merchantUid, { requestId: `req-${amount}`, amount }));
  }
  world.letPass(60_000);
  world.sandbox().faults.set({ kind: 'pg-refusal', impUid, times: 1 });
  await world.untilQuiet(merchantUid, deps);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'refused' }, { state: 'done' }]);
});

test('two instances at once: each order is taken by one, each cancel sent once', async () => {
  const orders = await Promise.all(Array.from({ length: 4 }, () => world.paidOrder()));
  for (const { merchantUid, deps } of orders) await recordOnly(deps, world.request(merchantUid));
  world.letPass(60_000);
  const [first] = orders;
  if (first === undefined) throw new Error('no order');
  const threeAtOnce = () => Promise.all([pass(first.deps), pass(first.deps), pass(first.deps)]);
  await waitUntil(async () => !(await threeAtOnce()).some(Boolean));
  for (const { merchantUid, impUid } of orders) {
    expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
    expect(world.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 900 });
  }
  expect(world.sandbox().calls.count(CANCEL)).toBe(4);
});

test('what was turned away unsent is tried again, later and later, until it goes through', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  world.sandbox().faults.set({ kind: 'status', status: 429, route: CANCEL, impUid, times: 3 });
  const dueIn: number[] = [];
  await cancelOrder(deps, world.request(merchantUid));
  for (let state: string | undefined = 'requested'; state === 'requested';) {
    const [cancel] = await cancelsOf(merchantUid);
    if (cancel === undefined || !isUnderWay(cancel)) throw new Error('not to be seen to any more');
    dueIn.push(cancel.dueAt.getTime() - world.now().getTime());
    world.setClock(cancel.dueAt);
    await pass(deps);
    state = (await cancelsOf(merchantUid))[0]?.state;
  }
  expect(dueIn).toEqual([2_000, 4_000, 8_000]);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
  expect(world.sandbox().payments.get(impUid)).toMatchObject({ cancel_amount: 900 });
});

test('i’mport down: the pass fails, the order comes back when its lease is over', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await recordOnly(deps, world.request(merchantUid));
  world.letPass(60_000);
  world.sandbox().faults.set({ kind: 'status', status: 429 });
  await expect(pass(deps)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await pass(deps)).toBe(false);
  world.sandbox().faults.clear();
  world.letPass(60_000);
  expect(await pass(deps)).toBe(true);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
});

test('an account whose revocation was lost with its answer is revoked once, and seen to be', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const second = world.sandbox().payments.create({ merchant_uid: merchantUid, amount: 100, status: 'ready' }).imp_uid;
  world.sandbox().payments.issueVirtualAccount(second);
  world.sandbox().faults.set({ kind: 'no-answer', route: REVOKE, impUid: second, when: 'after', times: 1 });
  const request = world.request(merchantUid, { impUid: second, amount: null });
  // The account is over a wrong amount, so a guard is at it as soon as it is seen.
  expect(await cancelOrder(deps, request)).toMatchObject({ result: 'nothingToCancel' });
  await world.untilQuiet(merchantUid, deps);
  const revokes = (await cancelsOf(merchantUid)).filter(({ kind }) => kind === 'revoke');
  expect(revokes).toMatchObject([{ state: 'done' }]);
  expect(world.sandbox().payments.get(second)).toMatchObject({ status: 'failed' });
  expect(world.sandbox().payments.get(impUid)).toMatchObject({ status: 'paid' });
});
