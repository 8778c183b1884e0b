import { isUnderWay } from '../../src/domain/cancel/cancel';
import { cancelOrder, type CancelOrderParts, resumeCancels } from '../support/cancels';
import { useCancelling } from '../support/use-cancelling';
import { waitUntil } from '../support/wait-until';

const world = useCancelling();
const CANCEL = 'POST /payments/cancel';
const REVOKE = 'DELETE /vbanks/:imp_uid';

beforeEach(() => world.sandbox().calls.reset());
afterEach(() => world.sandbox().faults.clear());

const failed: unknown[] = [];
beforeEach(() => failed.splice(0));
const pass = (deps: CancelOrderParts) =>
  resumeCancels({
    ...deps,
    cancelQueue: world.dueCancels(),
    leaseMs: 60_000,
    onCancelFailed: (error, ...which) => failed.push({ error, which }),
  });
const cancelsOf = async (merchantUid: string) => (await world.orders().findOrder(merchantUid))?.cancels ?? [];
/** Records a cancel that the request does not carry out. */
async function recordOnly(deps: CancelOrderParts, request: Parameters<typeof cancelOrder>[1]) {
  const absent = { ...deps, withinDeadline: () => Promise.reject(new Error('gone')) };
  await cancelOrder(absent, request).catch(() => undefined);
}

test('when no cancel is due, i’mport is not called', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await cancelOrder(deps, world.request(merchantUid));
  world.sandbox().calls.reset();
  expect(await pass(deps)).toBe(false);
  expect(world.sandbox().calls.count()).toBe(0);
});

test('a cancel whose request died is carried out after the lease of that request, not before', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await recordOnly(deps, world.request(merchantUid));
  expect(await pass(deps)).toBe(false);
  world.letPass(60_000);
  expect(await pass(deps)).toBe(true);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'done' }]);
});

test('the cancels of one payment are carried out in the order of their requests, one a pass', async () => {
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

test('an unreadable payment does not delay the other cancels, and is reported', async () => {
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

test('a cancel behind a refused one is carried out', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  for (const amount of [100, 200]) {
    await recordOnly(deps, world.request(merchantUid, { requestId: `req-${amount}`, amount }));
  }
  world.letPass(60_000);
  world.sandbox().faults.set({ kind: 'pg-refusal', impUid, times: 1 });
  await world.untilQuiet(merchantUid, deps);
  expect(await cancelsOf(merchantUid)).toMatchObject([{ state: 'refused' }, { state: 'done' }]);
});

test('of two instances one claims an order, and each cancel is sent once', async () => {
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

test('a cancel that i’mport turned away unsent is retried with backoff until it succeeds', async () => {
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

test('when i’mport is down, the pass fails, and the order is due again after its lease', async () => {
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

test('an account whose revocation lost its answer is revoked once, and recorded as revoked', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const second = world.sandbox().payments.create({ merchant_uid: merchantUid, amount: 100, status: 'ready' }).imp_uid;
  world.sandbox().payments.issueVirtualAccount(second);
  world.sandbox().faults.set({ kind: 'no-answer', route: REVOKE, impUid: second, when: 'after', times: 1 });
  const request = world.request(merchantUid, { impUid: second, amount: null });
  // The account has a wrong amount, so a guard revokes it as soon as it is recorded.
  expect(await cancelOrder(deps, request)).toMatchObject({ result: 'nothingToCancel' });
  await world.untilQuiet(merchantUid, deps);
  const revokes = (await cancelsOf(merchantUid)).filter(({ kind }) => kind === 'revoke');
  expect(revokes).toMatchObject([{ state: 'done' }]);
  expect(world.sandbox().payments.get(second)).toMatchObject({ status: 'failed' });
  expect(world.sandbox().payments.get(impUid)).toMatchObject({ status: 'paid' });
});
