import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Payments that were made before their order existed are only evidence until the shop decides. */
const SOURCES = ['callback', 'redirect', 'webhook'] as const;
const HOUR_S = 60 * 60;
const DAY_S = 24 * HOUR_S;
const BUYER = { customer_id: `customer-${process.pid}`, buyer: { tel: '010-1234-5678' } };

const checkout = useCheckout({
  FORGED_PAYMENT: 'cancel',
  DUPLICATE_PAYMENT: 'cancel',
  LATE_PAYMENT: 'cancel',
});

const secondsAgo = (seconds: number) => Math.floor(Date.parse(checkout.timeIn(0)) / 1000) - seconds;

/** A payment that was started and paid that long ago. */
const paidAgo = (seconds: number): Partial<PaymentFields> => ({
  started_at: secondsAgo(seconds + 60),
  paid_at: secondsAgo(seconds),
});

/** An account that was issued that long ago and still takes a deposit. */
const issuedAgo = (seconds: number): Partial<PaymentFields> => ({
  status: 'ready',
  pay_method: 'vbank',
  vbank_num: '90001234567890',
  vbank_name: 'KB국민은행',
  started_at: secondsAgo(seconds + 60),
  vbank_issued_at: secondsAgo(seconds),
  vbank_date: secondsAgo(-DAY_S),
});

const outboxOf = async (merchantUid: string) => (await checkout.stored(merchantUid))?.outbox ?? [];

describe('a payment made more than an hour before its order was registered', () => {
  test.each(SOURCES)('settles nothing and is kept for a person (%s)', async (source) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, paidAgo(300 * DAY_S));
    const reply = await checkout[source](impUid, merchantUid);
    expect(reply.status).toBe(source === 'webhook' ? 200 : 409);
    expect(reply.body).toMatchObject({ status: 'paymentHeld' });
    await checkout[source](impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'pending',
      paid_by: null,
      payments: [{ imp_uid: impUid, outcome: 'paymentHeld' }],
      needs_attention: true,
      attention: [{ reason: 'olderThanOrder', imp_uid: impUid }],
      cancels: [],
      history: [],
    });
  });

  test.each<[string, Partial<PaymentFields>]>([
    ['another amount', { amount: 100 }],
    ['another currency', { amount: 64_900, currency: 'USD' }],
  ])('is not undone by a guard, even over %s', async (_, fields) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { ...paidAgo(2 * HOUR_S), ...fields });
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'paymentHeld' });
    expect(await checkout.read(merchantUid)).toMatchObject({ attention: [{ reason: 'olderThanOrder' }], cancels: [] });
  });

  test.each<[string, Partial<PaymentFields>, string]>([
    ['was given back whole', { status: 'cancelled', amount: 100 }, 'cancelled'],
    ['failed', { status: 'failed', amount: 100, paid_at: 0 }, 'failed'],
  ])(
    'is answered by its status where it holds no money, even over another amount: it %s',
    async (_, fields, status) => {
      const merchantUid = await checkout.order();
      const impUid = checkout.pay(merchantUid, { ...paidAgo(2 * HOUR_S), ...fields });
      expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status });
      expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', attention: [], cancels: [] });
    },
  );

  test('is no duplicate of an order that is paid, so it is not given back either', async () => {
    const { merchantUid } = await checkout.paidOrder();
    const impUid = checkout.pay(merchantUid, paidAgo(2 * HOUR_S));
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'paymentHeld' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [] });
  });

  test('does not stop another payment of the order', async () => {
    const merchantUid = await checkout.order();
    await checkout.webhook(checkout.pay(merchantUid, paidAgo(2 * HOUR_S)), merchantUid);
    const impUid = checkout.pay(merchantUid);
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
  });

  test('shows the phone a page that says not to pay again', async () => {
    const merchantUid = await checkout.order();
    const imp_uid = checkout.pay(merchantUid, paidAgo(2 * HOUR_S));
    const page = () =>
      checkout
        .http()
        .get('/payments/complete')
        .query({ imp_uid, merchant_uid: merchantUid })
        .set('accept', 'text/html');
    expect((await page().set('accept-language', 'ko')).text).toContain('다시 결제하지 마시고');
    expect((await page().set('accept-language', 'en')).text).toContain('Do not pay again');
  });
});

test('a payment made half an hour before is one whose order was registered late: it settles', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, paidAgo(HOUR_S / 2));
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
});

test('an attempt without money says nothing, however old it is', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { status: 'failed', started_at: secondsAgo(DAY_S) });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'failed' });
  expect(await checkout.read(merchantUid)).toMatchObject({ attention: [] });
});

describe('an account issued more than an hour before its order was registered', () => {
  test('is reported to nobody, and its order does not wait for a deposit', async () => {
    const merchantUid = await checkout.order(BUYER);
    const impUid = checkout.pay(merchantUid, issuedAgo(2 * HOUR_S));
    const reply = await checkout.callback(impUid, merchantUid);
    expect(reply.status).toBe(409);
    expect(JSON.stringify(reply.body)).not.toContain('90001234567890');
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'pending',
      virtual_account: null,
      attention: [{ reason: 'olderThanOrder', imp_uid: impUid }],
      cancels: [],
    });
    expect(JSON.stringify(await outboxOf(merchantUid))).not.toContain('90001234567890');
  });

  test('settles nothing by a deposit of today', async () => {
    const merchantUid = await checkout.order(BUYER);
    const impUid = checkout.pay(merchantUid, issuedAgo(2 * HOUR_S));
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().payments.deposit(impUid);
    await checkout.webhook(impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', paid_by: null });
    expect((await outboxOf(merchantUid)).filter(({ message }) => message.channel !== 'shop')).toEqual([]);
  });

  test('is not revoked where the order is paid otherwise, or closed: it may belong to another use of the key', async () => {
    const paid = await checkout.order();
    const accounts = [checkout.pay(paid, issuedAgo(2 * HOUR_S))];
    await checkout.webhook(accounts[0], paid);
    await checkout.callback(checkout.pay(paid), paid);
    const closed = await checkout.order();
    accounts.push(checkout.pay(closed, issuedAgo(2 * HOUR_S)));
    await checkout.webhook(accounts[1], closed);
    expect((await checkout.cancel(closed, { all: true })).body).toMatchObject({ status: 'closed' });
    for (const merchantUid of [paid, closed]) expect((await checkout.read(merchantUid)).cancels).toEqual([]);
    for (const impUid of accounts) expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ status: 'ready' });
  });
});
