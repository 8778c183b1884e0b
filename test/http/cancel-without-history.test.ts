import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Payments whose `cancel_history` does not show an accepted cancel (§2.3: only the sum is required). */
const checkout = useCheckout();
const MINUTE_MS = 60_000;
afterEach(() => checkout.sandbox().settings.reset());

const hide = (impUid: string, cancel_history: unknown) =>
  checkout.sandbox().payments.distort(impUid, { cancel_history });
const reasonsOf = ({ attention }: { attention: readonly { reason: string }[] }) =>
  attention.map(({ reason }) => reason);

test.each([
  ['none', undefined],
  ['null', null],
  ['an empty one', []],
])('with %s, the sum that grew by exactly the amount settles it, part by part', async (_, history) => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  hide(impUid, history);
  expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({
    status: 'cancelDone',
    cancel: { status: 'done', cancellation_id: null },
    order: { status: 'partially_cancelled' },
  });
  expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({ status: 'cancelDone' });
  expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
    status: 'cancelDone',
    order: { status: 'cancelled', needs_attention: false },
  });
  expect(checkout.sandbox().payments.get(impUid)?.cancel_amount).toBe(64_900);
});

test('an entry over the amount that the buyer got, as with a promotion, is matched to the cancel', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().settings.change({ cancelMode: 'later' });
  await checkout.cancel(merchantUid, { amount: 900 });
  hide(impUid, [{ cancellation_id: 'c-1', amount: 810, cancelled_at: Math.floor(Date.now() / 1000), reason: 'PG' }]);
  checkout.sandbox().payments.finishCancel(impUid);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect((await checkout.read(merchantUid)).cancels).toMatchObject([{ status: 'done', cancellation_id: 'c-1' }]);
});

test('an ambiguous sum raises attention within an hour and blocks no later cancel', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().settings.change({ cancelMode: 'later' });
  expect((await checkout.cancel(merchantUid, { amount: 900 })).body).toMatchObject({ status: 'cancelling' });
  hide(impUid, undefined);
  checkout.sandbox().payments.consoleCancel(impUid, { amount: 500 });
  checkout.sandbox().payments.finishCancel(impUid);
  checkout.letPass(20 * MINUTE_MS);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await checkout.read(merchantUid)).toMatchObject({ cancels: [{ status: 'accepted' }], attention: [] });

  checkout.letPass(35 * MINUTE_MS);
  const told = await checkout.until(merchantUid, ({ needs_attention }) => needs_attention);
  expect(told.cancels).toMatchObject([{ status: 'unclear' }]);
  expect(reasonsOf(told)).toEqual(['cancelUnclear']);

  checkout.sandbox().settings.reset();
  expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({ cancel: { amount: 63_500 } });
});

test('a refund that comes later is still waited for', async () => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  checkout.sandbox().settings.change({ cancelMode: 'later' });
  await checkout.cancel(merchantUid, { amount: 900 });
  hide(impUid, undefined);
  checkout.letPass(3 * 60 * MINUTE_MS);
  await checkout.until(merchantUid, () => true);
  expect(await checkout.read(merchantUid)).toMatchObject({ cancels: [{ status: 'accepted' }], attention: [] });
  checkout.sandbox().payments.finishCancel(impUid);
  await checkout.webhook(impUid, merchantUid, 'cancelled');
  expect(await checkout.read(merchantUid)).toMatchObject({ cancels: [{ status: 'done' }], attention: [] });
});
