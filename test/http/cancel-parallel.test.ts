import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Concurrent cancels of one payment never refund more than was paid, and run one call at a time. */
const checkout = useCheckout();
const CANCEL = 'POST /payments/cancel';

beforeEach(() => checkout.sandbox().calls.reset());
afterEach(() => checkout.sandbox().faults.clear());

const sent = () => checkout.sandbox().calls.count(CANCEL);
const atIamport = (impUid: string) => checkout.sandbox().payments.get(impUid);
const isOver = ({ cancels }: { readonly cancels: readonly { readonly status: string }[] }) =>
  cancels.every(({ status }) => status === 'done' || status === 'refused');

/** Sends many requests at once. */
async function cancelAtOnce(merchantUid: string, bodies: readonly Record<string, unknown>[]) {
  const replies = await Promise.all(bodies.map((body) => checkout.cancel(merchantUid, body)));
  const codes = replies.map((reply) => (reply.body as { status: string }).status);
  return { codes, taken: codes.filter((code) => code === 'cancelDone' || code === 'cancelling').length };
}

test('20 parts at once, of which 12 fit: exactly those are given back, each by one call', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const { codes, taken } = await cancelAtOnce(merchantUid, Array(20).fill({ amount: 5_000 }));
  expect(taken).toBe(12);
  expect(codes.filter((code) => code === 'aboveBalance')).toHaveLength(8);
  const order = await checkout.until(merchantUid, isOver);
  expect(order.cancels).toHaveLength(12);
  expect(new Set(order.cancels.map(({ status }) => status))).toEqual(new Set(['done']));
  expect(new Set(order.cancels.map(({ cancellation_id }) => cancellation_id)).size).toBe(12);
  expect(atIamport(impUid)).toMatchObject({ cancel_amount: 60_000 });
  expect(sent()).toBe(12);
  expect(order.status).toBe('partially_cancelled');
});

test('20 full cancels at once: one is accepted', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const { codes, taken } = await cancelAtOnce(merchantUid, Array(20).fill({ all: true }));
  expect(taken).toBe(1);
  expect(codes.filter((code) => code === 'nothingToCancel')).toHaveLength(19);
  await checkout.until(merchantUid, ({ status }) => status === 'cancelled');
  expect(atIamport(impUid)?.cancel_history).toHaveLength(1);
  expect(sent()).toBe(1);
});

test('parts and wholes at once: exactly the paid amount is given back', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const bodies = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? { amount: 1_000 } : { all: true }));
  await cancelAtOnce(merchantUid, bodies);
  const order = await checkout.until(merchantUid, (it) => it.status === 'cancelled' && isOver(it));
  expect(order.cancels.reduce((sum, { amount }) => sum + amount, 0)).toBe(64_900);
  expect(atIamport(impUid)).toMatchObject({ cancel_amount: 64_900 });
  expect(sent()).toBe(order.cancels.length);
});

test('the same request 20 times at once is one cancel', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const { taken } = await cancelAtOnce(merchantUid, Array(20).fill({ amount: 1_000, request_id: 'same' }));
  expect(taken).toBe(20);
  const order = await checkout.until(merchantUid, isOver);
  expect(order.cancels).toHaveLength(1);
  expect(atIamport(impUid)).toMatchObject({ cancel_amount: 1_000 });
  expect(sent()).toBe(1);
});

test('two requests with one request_id and other content at once: one is taken, the other is a conflict', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const bodies = [1_000, 2_000].map((amount) => ({ amount, request_id: 'same' }));
  const { codes } = await cancelAtOnce(merchantUid, bodies);
  expect(codes.filter((code) => code === 'requestConflict')).toHaveLength(1);
  const order = await checkout.until(merchantUid, isOver);
  expect(atIamport(impUid)?.cancel_amount).toBe(order.cancels[0]?.amount);
});

test('a payment has one cancel call in flight: the next cancel waits, and is then carried out', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid, times: 1 });
  const first = checkout.cancel(merchantUid, { amount: 1_000, request_id: 'first' }).then((reply) => reply);
  await checkout.sandbox().faults.untilHeld(1);

  const second = await checkout.cancel(merchantUid, { amount: 2_000, request_id: 'second' });
  expect(second.status).toBe(202);
  expect(second.body).toMatchObject({ status: 'cancelling', cancel: { status: 'requested', amount: 2_000 } });
  // Both amounts are reserved meanwhile.
  expect((await checkout.cancel(merchantUid, { amount: 62_000 })).body).toMatchObject({ cancellable: 61_900 });
  expect(sent()).toBe(1);

  checkout.sandbox().faults.release();
  expect((await first).body).toMatchObject({ status: 'cancelDone' });
  await checkout.until(merchantUid, ({ cancels }) => cancels.every(({ status }) => status === 'done'));
  expect(atIamport(impUid)?.cancel_history.map(({ amount }) => amount)).toEqual([1_000, 2_000]);
  expect((await checkout.cancel(merchantUid, { amount: 2_000, request_id: 'second' })).body).toMatchObject({
    status: 'cancelDone',
  });
  expect(sent()).toBe(2);
});

test('two payments of one order do not wait for each other', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const duplicate = checkout.pay(merchantUid);
  await checkout.webhook(duplicate, merchantUid);
  checkout.sandbox().faults.set({ kind: 'hold', route: CANCEL, impUid, times: 1 });
  const first = checkout.cancel(merchantUid, { amount: 1_000 }).then((reply) => reply);
  await checkout.sandbox().faults.untilHeld(1);
  expect((await checkout.cancel(merchantUid, { all: true, imp_uid: duplicate })).body).toMatchObject({
    status: 'cancelDone',
  });
  checkout.sandbox().faults.release();
  expect((await first).body).toMatchObject({ status: 'cancelDone' });
});
