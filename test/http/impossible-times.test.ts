import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Milliseconds where i'mport means seconds (§2.3): the year is 58883 then. */
const checkout = useCheckout();
const HOUR_MS = 60 * 60_000;
const ACCOUNT = { status: 'ready', pay_method: 'vbank', vbank_num: '9000-1', vbank_name: 'KB' } as const;

test.each([
  ['vbank_issued_at', { vbank_issued_at: Date.now(), started_at: Math.floor(Date.now() / 1000) }],
  ['started_at', { vbank_issued_at: 0, started_at: Date.now() }],
])('an account with an impossible %s is not late', async (_, times) => {
  const merchantUid = await checkout.order({ expires_at: checkout.timeIn(HOUR_MS) });
  const vbank_date = Math.floor(Date.now() / 1000) + 1_800;
  const impUid = checkout.pay(merchantUid, { ...ACCOUNT, vbank_date, ...times });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
});

test('an account with an impossible deadline is shown without a deadline', async () => {
  const merchantUid = await checkout.order();
  const impUid = checkout.pay(merchantUid, { ...ACCOUNT, vbank_date: Date.now() });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued' });
  expect((await checkout.read(merchantUid)).virtual_account).toMatchObject({ vbank_date: null });
});

test('a payment with an impossible time is judged by when it was seen', async () => {
  const merchantUid = await checkout.order({ expires_at: checkout.timeIn(HOUR_MS) });
  const impUid = checkout.pay(merchantUid, { paid_at: Date.now() });
  expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'success' });
});
