import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Cancels at i'mport's console lead to the same states as ours, and each is stored once. */
const checkout = useCheckout();
afterEach(() => checkout.sandbox().faults.clear());

const atIamport = (impUid: string) => checkout.sandbox().payments.get(impUid);
const consoleCancel = (impUid: string, amount?: number) =>
  checkout.sandbox().payments.consoleCancel(impUid, { amount, reason: '콘솔' });

test.each([
  ['once each', 1],
  ['three times each, at once', 3],
])('parts, then the rest, by webhooks sent %s: partially cancelled, cancelled', async (_, times) => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const tell = () =>
    Promise.all(Array.from({ length: times }, () => checkout.webhook(impUid, merchantUid, 'cancelled')));
  for (const amount of [900, 4_000]) {
    consoleCancel(impUid, amount);
    await tell();
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'partially_cancelled' });
  }
  consoleCancel(impUid);
  await tell();
  const order = await checkout.read(merchantUid);
  expect(order).toMatchObject({ status: 'cancelled', cancels: [], attention: [] });
  expect(order.history.map(({ to }) => to)).toEqual([
    'paid',
    'partially_cancelled',
    'partially_cancelled',
    'cancelled',
  ]);
  const ids = atIamport(impUid)?.cancel_history.map(({ cancellation_id }) => cancellation_id);
  expect(order.payments[0]?.cancel_history.map(({ cancellation_id }) => cancellation_id)).toEqual(ids);
});

test('whole at once', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  consoleCancel(impUid);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'cancelled' });
  expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ status: 'nothingToCancel' });
});

test('beside ours, of the same amount: every cancellation_id is recorded once, and ours is recognised by its reason', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const ours = await checkout.cancel(merchantUid, { amount: 900 });
  consoleCancel(impUid, 900);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  const second = await checkout.cancel(merchantUid, { amount: 900 });
  const order = await checkout.read(merchantUid);
  const ids = atIamport(impUid)?.cancel_history.map(({ cancellation_id }) => cancellation_id) ?? [];
  expect(new Set(ids).size).toBe(3);
  expect(order.payments[0]?.cancel_history.map(({ cancellation_id }) => cancellation_id)).toEqual(ids);
  const idOf = (reply: { body: unknown }) =>
    (reply.body as { cancel: { cancellation_id: string } }).cancel.cancellation_id;
  expect([idOf(ours), idOf(second)]).toEqual([ids[0], ids[2]]);
});

test('of a held duplicate: it is stored and reported, and the order stays paid', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const duplicate = checkout.pay(merchantUid);
  await checkout.webhook(duplicate, merchantUid);
  consoleCancel(duplicate);
  await checkout.webhook(duplicate, merchantUid, 'cancelled');
  const order = await checkout.read(merchantUid);
  expect(order).toMatchObject({ status: 'paid', paid_by: impUid });
  expect(order.payments.find(({ imp_uid }) => imp_uid === duplicate)).toMatchObject({
    outcome: 'cancelled',
    cancel_amount: 64_900,
  });
});

test('a forged "cancelled" webhook does not settle a cancel whose result is unknown', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().faults.set({ kind: 'connection-reset', route: 'POST /payments/cancel', impUid });
  await checkout.cancel(merchantUid, { amount: 900 });
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [{ status: 'sent' }] });
  // A console cancel of the same sum with another reason is not ours.
  consoleCancel(impUid, 900);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await checkout.read(merchantUid)).toMatchObject({
    status: 'partially_cancelled',
    cancels: [{ status: 'sent' }],
  });
});
