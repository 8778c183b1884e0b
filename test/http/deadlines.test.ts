import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** The buyer's browser sets an account's deadline. So it counts only for the deposit into that account. */
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const YEARS_MS = 3 * 365 * DAY_MS;

const checkout = useCheckout({ VBANK_MAX_DAYS: '14' });

const inSeconds = (ms: number) => Math.floor(Date.parse(checkout.timeIn(ms)) / 1000);

/** An order that expires in an hour, with an account that is due later, reported by the callback. */
async function orderWithAccount(dueInMs: number) {
  const expires_at = checkout.timeIn(HOUR_MS);
  const merchantUid = await checkout.order({ expires_at });
  const impUid = checkout.pay(merchantUid, { status: 'ready' });
  checkout.sandbox().payments.issueVirtualAccount(impUid, { vbank_date: inSeconds(dueInMs) });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
  return { merchantUid, impUid, expires_at };
}

const confirm = (merchant_uid: string) =>
  checkout.http().post('/payments/confirm').send({ imp_uid: 'imp_1', merchant_uid, amount: 64_900 });

describe('an order whose account is due in three years', () => {
  test('takes no other payment after its own expiry, neither before approval nor after it', async () => {
    const { merchantUid } = await orderWithAccount(YEARS_MS);
    expect((await confirm(merchantUid)).status).toBe(200);
    checkout.letPass(2 * HOUR_MS);
    const refusal = await confirm(merchantUid);
    expect(refusal.status).toBe(409);
    expect(refusal.body).toEqual({ reason: '결제 기한이 지난 주문입니다.' });
    const card = checkout.pay(merchantUid);
    expect((await checkout.callback(card, merchantUid)).body).toMatchObject({ status: 'orderClosed' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'ready', paid_by: null });
  });

  test('still takes the deposit into it, after a late payment by card', async () => {
    const { merchantUid, impUid } = await orderWithAccount(3 * DAY_MS);
    checkout.letPass(2 * HOUR_MS);
    await checkout.callback(checkout.pay(merchantUid), merchantUid);
    checkout.letPass(2 * DAY_MS);
    checkout.sandbox().payments.deposit(impUid);
    expect((await checkout.webhook(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
  });

  test('takes no deposit into another account by it', async () => {
    const { merchantUid } = await orderWithAccount(YEARS_MS);
    const short = checkout.pay(merchantUid, { status: 'ready' });
    checkout.sandbox().payments.issueVirtualAccount(short, { vbank_date: inSeconds(2 * HOUR_MS) });
    await checkout.callback(short, merchantUid);
    checkout.letPass(3 * HOUR_MS);
    checkout.sandbox().payments.deposit(short);
    expect((await checkout.webhook(short, merchantUid)).body).toMatchObject({ status: 'orderClosed' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'ready' });
  });
});

test('the order says until when each way to pay is accepted', async () => {
  const { merchantUid, impUid, expires_at } = await orderWithAccount(3 * DAY_MS);
  const until = new Date((checkout.sandbox().payments.get(impUid)?.vbank_date ?? 0) * 1000).toISOString();
  expect(await checkout.read(merchantUid)).toMatchObject({
    accepted_until: { payment: expires_at, deposits: [{ imp_uid: impUid, until }] },
  });
  const { merchantUid: paid } = await checkout.paidOrder();
  expect(await checkout.read(paid)).toMatchObject({ accepted_until: null });
  expect(await checkout.read(await checkout.order())).toMatchObject({
    accepted_until: { payment: null, deposits: [] },
  });
});

describe('with VBANK_MAX_DAYS=14', () => {
  test('an account that is due later raises attention once, and nothing is undone', async () => {
    const { merchantUid, impUid } = await orderWithAccount(15 * DAY_MS);
    await checkout.webhook(impUid, merchantUid, 'ready');
    expect(await checkout.read(merchantUid)).toMatchObject({
      status: 'ready',
      virtual_account: { imp_uid: impUid },
      attention: [{ reason: 'accountDueTooFar', imp_uid: impUid }],
      cancels: [],
    });
  });

  test('one that is due in time raises none', async () => {
    const { merchantUid } = await orderWithAccount(13 * DAY_MS);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'ready', attention: [] });
  });
});
