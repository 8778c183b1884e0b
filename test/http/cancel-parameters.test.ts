import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** The parameters of a cancel besides its amount (§5.1). */
const checkout = useCheckout({ DUPLICATE_PAYMENT: 'cancel' });
const PROMOTION = { id: 'promotion-id-1', discount: 5_000 };
const asked = (impUid: string) => checkout.sandbox().payments.cancelRequests(impUid);
const historyOf = (impUid: string) =>
  checkout
    .sandbox()
    .payments.get(impUid)
    ?.cancel_history.map(({ amount }) => amount);

describe('a payment with a promotion', () => {
  const paid = () => checkout.paidOrder({}, { promotion: PROMOTION });

  test('its amount is the order’s, not what the buyer paid after the discount', async () => {
    const { merchantUid } = await paid();
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', needs_attention: false });
  });

  test('a part of less than the discount is refused without retain_promotion, and given back with it', async () => {
    const { merchantUid, impUid } = await paid();
    const refused = await checkout.cancel(merchantUid, { amount: 1_000 });
    expect(refused.body).toMatchObject({ status: 'cancelRefused', order: { status: 'paid' } });
    const done = await checkout.cancel(merchantUid, { amount: 1_000, retain_promotion: true });
    expect(done.body).toMatchObject({ status: 'cancelDone', order: { status: 'partially_cancelled' } });
    expect(asked(impUid).map(({ retainPromotion }) => retainPromotion)).toEqual([undefined, true]);
  });

  test('the first choice binds; all that is left needs none', async () => {
    const { merchantUid, impUid } = await paid();
    await checkout.cancel(merchantUid, { amount: 1_000, retain_promotion: true });
    expect((await checkout.cancel(merchantUid, { amount: 9_000, retain_promotion: false })).body).toMatchObject({
      status: 'cancelRefused',
    });
    expect((await checkout.cancel(merchantUid, { amount: 9_000, retain_promotion: true })).body).toMatchObject({
      status: 'cancelDone',
    });
    expect((await checkout.cancel(merchantUid, { all: true })).body).toMatchObject({
      status: 'cancelDone',
      order: { status: 'cancelled' },
    });
    expect(historyOf(impUid)).toEqual([1_000, 9_000, 54_900]);
  });
});

describe('Naver Pay', () => {
  const naver = { pg_provider: 'naverpay', pay_method: 'naverpay' } as const;

  test.each(['customer', 'admin'])('gets the %s as the requester', async (requester) => {
    const { merchantUid, impUid } = await checkout.paidOrder({}, naver);
    const reply = await checkout.cancel(merchantUid, { all: true, extra: { requester } });
    expect(reply.body).toMatchObject({ status: 'cancelDone' });
    expect(asked(impUid)).toMatchObject([{ requester, reason: '고객 변심' }]);
  });

  test('gets "admin" as the requester where the shop names none', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder({}, naver);
    await checkout.cancel(merchantUid, { all: true });
    expect(asked(impUid)).toMatchObject([{ requester: 'admin' }]);
  });

  test('gets "admin" and a reason for an automatic cancel', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const second = checkout.pay(merchantUid, naver);
    await checkout.callback(second, merchantUid);
    await checkout.until(merchantUid, ({ cancels }) => cancels.some(({ status }) => status === 'done'));
    expect(asked(second)).toMatchObject([{ requester: 'admin', reason: expect.stringMatching(/./) as string }]);
  });

  test('no other PG gets a requester, unless the shop names one', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    await checkout.cancel(merchantUid, { all: true });
    expect(asked(impUid)[0]?.requester).toBeUndefined();
  });
});

test.each([
  ['another requester', { extra: { requester: 'bank' } }, 'extra.requester'],
  ['an extra of something else', { extra: { requester: 'admin', other: 1 } }, 'extra'],
  ['an empty extra', { extra: {} }, 'extra.requester'],
  ['a promotion choice as text', { retain_promotion: 'true' }, 'retain_promotion'],
])('%s is a 400 that names the field', async (_, fields, field) => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const reply = await checkout.cancel(merchantUid, { all: true, ...fields });
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ errors: [{ field }] });
  expect(asked(impUid)).toEqual([]);
});

test.each([
  ['retain_promotion', { retain_promotion: true }, { retain_promotion: false }],
  ['retain_promotion left out', { retain_promotion: true }, {}],
  ['extra.requester', { extra: { requester: 'customer' } }, { extra: { requester: 'admin' } }],
])('%s is a part of the request: another choice under its request_id is a conflict', async (_, first, second) => {
  const { merchantUid, impUid } = await checkout.paidOrder();
  const request = { amount: 900, request_id: 'return-1' };
  expect((await checkout.cancel(merchantUid, { ...request, ...first })).body).toMatchObject({ status: 'cancelDone' });
  expect((await checkout.cancel(merchantUid, { ...request, ...second })).body).toMatchObject({
    status: 'requestConflict',
  });
  expect((await checkout.cancel(merchantUid, { ...request, ...first })).body).toMatchObject({ status: 'cancelDone' });
  expect(asked(impUid)).toHaveLength(1);
});
