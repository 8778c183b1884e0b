import { useCheckout, type PaymentFields } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** Placeholders of i'mport or a PG are not shown, sent or stored as data. */
const checkout = useCheckout();
const TEL = { buyer: { tel: '010-1234-5678' } };
const DAY_MS = 24 * 60 * 60_000;

/** Pays at a Japanese convenience store through Eximbay (§7.1). */
async function payAtStore(fields: Record<string, unknown> = {}): Promise<{ merchantUid: string; impUid: string }> {
  const merchantUid = await checkout.order({ ...TEL, ...fields });
  const params = { merchant_uid: merchantUid, amount: 64_900, channelKey: 'channel-eximbay', pay_method: 'econtext' };
  const opened = checkout.sandbox().checkouts.open(params);
  if (!opened.opened) throw new Error('no window');
  await checkout.sandbox().checkouts.issueVirtualAccount(opened.checkout.id);
  return { merchantUid, impUid: opened.checkout.impUid };
}

const textsOf = async (merchantUid: string) =>
  (await checkout.stored(merchantUid))?.outbox.flatMap(({ message }) =>
    message.channel === 'sms' ? [message.text] : [],
  );

describe('an account without a number', () => {
  test.each(['callback', 'redirect', 'webhook'] as const)(
    'makes the order wait, and is no number (%s)',
    async (source) => {
      const { merchantUid, impUid } = await payAtStore({ customer_id: 'tourist' });
      expect(checkout.sandbox().payments.get(impUid)).toMatchObject({ pay_method: 'vbank', vbank_num: 'unknown' });
      const reply = await (source === 'webhook'
        ? checkout.webhook(impUid, merchantUid, 'ready')
        : checkout[source](impUid, merchantUid));
      expect(reply.body).toMatchObject({ status: 'vbankIssued' });
      if (source !== 'webhook') expect(reply.body).toMatchObject({ vbank_num: null, vbank_name: null });
      const order = await checkout.read(merchantUid);
      expect(order).toMatchObject({ status: 'ready', virtual_account: { imp_uid: impUid, vbank_num: null } });
      expect(await textsOf(merchantUid)).toEqual([]);
      expect(JSON.stringify([reply.body, order, await checkout.stored(merchantUid)])).not.toContain('unknown');
    },
  );

  test.each([
    ['ko', '결제대행사가 화면, 이메일 또는 문자로 안내한 곳'],
    ['en', 'The payment provider tells you where to pay'],
  ])('is shown as a page that says who tells where to pay (%s)', async (language, words) => {
    const { merchantUid, impUid } = await payAtStore();
    const query = { imp_uid: impUid, merchant_uid: merchantUid };
    const page = await checkout.http().get('/payments/complete').query(query).set('accept-language', language);
    expect(page.text).toContain(words);
    expect(page.text).not.toMatch(/unknown|null|계좌번호|Account</);
  });

  test('takes a deposit in time: it pays the order, and the buyer is notified', async () => {
    const { merchantUid, impUid } = await payAtStore();
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().payments.deposit(impUid);
    await checkout.webhook(impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
    expect(await textsOf(merchantUid)).toMatchObject([expect.stringContaining('[입금 확인]')]);
  });

  test('takes a late deposit as late', async () => {
    const { merchantUid, impUid } = await payAtStore();
    await checkout.callback(impUid, merchantUid);
    checkout.letPass(4 * DAY_MS);
    checkout.sandbox().payments.deposit(impUid);
    expect((await checkout.webhook(impUid, merchantUid)).body).toMatchObject({ status: 'orderClosed' });
    expect(await checkout.read(merchantUid)).toMatchObject({ paid_by: null, attention: [{ reason: 'late' }] });
  });

  test('whose number is known later is shown and sent then', async () => {
    const { merchantUid, impUid } = await payAtStore();
    await checkout.callback(impUid, merchantUid);
    checkout.sandbox().payments.change(impUid, { vbank_num: '110-234-567890' });
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ vbank_num: '110-234-567890' });
    expect(await textsOf(merchantUid)).toMatchObject([expect.stringContaining('계좌번호: 110-234-567890')]);
    checkout.sandbox().payments.change(impUid, { vbank_num: 'unknown' });
    await checkout.callback(impUid, merchantUid);
    expect(await checkout.read(merchantUid)).toMatchObject({ virtual_account: { vbank_num: '110-234-567890' } });
  });

  test.each([null, '', ' '])('is none at all where the field is %j: nothing was issued', async (vbank_num) => {
    const merchantUid = await checkout.order(TEL);
    const impUid = checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank', vbank_num });
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'pending' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'pending', virtual_account: null });
  });
});

const ISSUED: Partial<PaymentFields> = { status: 'ready', pay_method: 'vbank', vbank_num: '110-234-567890' };

describe('a stand-in is null in the answer, and left out of texts:', () => {
  test.each<[string, Partial<PaymentFields>, Record<string, unknown>, RegExp]>([
    ['bank', { vbank_name: 'unknown', vbank_code: '-' }, { vbank_name: null, vbank_code: null }, /은행/],
    ['holder', { vbank_holder: 'null' }, { vbank_holder: null }, /예금주/],
    ['deadline of 0', { vbank_date: 0 }, { vbank_date: null }, /입금기한/],
    ['deadline in milliseconds', { vbank_date: Date.now() }, { vbank_date: null }, /입금기한/],
    ['deadline that stands for never', { vbank_date: 253_402_300_799 }, { vbank_date: null }, /입금기한/],
    ['time of issue of 0', { vbank_issued_at: 0 }, { vbank_issued_at: null }, /null/],
    ['number of zeros', { vbank_num: '000-000' }, { vbank_num: null }, /./],
  ])('%s', async (_, fields, answer, words) => {
    const merchantUid = await checkout.order(TEL);
    const impUid = checkout.pay(merchantUid, {
      ...ISSUED,
      vbank_date: Math.floor(Date.now() / 1000) + 86_400,
      ...fields,
    });
    expect((await checkout.callback(impUid, merchantUid)).body).toMatchObject({ status: 'vbankIssued', ...answer });
    const [text = ''] = (await textsOf(merchantUid)) ?? [];
    expect(text).not.toMatch(words);
  });
});

describe('a stand-in is null in the order:', () => {
  test.each<[string, Partial<PaymentFields>, Record<string, unknown>]>([
    ['receipt at no https address', { receipt_url: 'http://receipt.example.test/1' }, { receipt_url: null }],
    ['receipt that is a script', { receipt_url: 'javascript:alert(1)' }, { receipt_url: null }],
    ['receipt "unknown"', { receipt_url: 'unknown' }, { receipt_url: null }],
    ['PG’s id', { pg_tid: 'N/A' }, { pg_tid: null }],
    ['PG and method', { pg_provider: '', pay_method: 'unknown' }, { pg_provider: null, pay_method: null }],
    ['times of 0', { cancelled_at: 0, failed_at: 0 }, { cancelled_at: null, failed_at: null }],
  ])('%s', async (_, fields, shown) => {
    const { merchantUid } = await checkout.paidOrder({}, fields);
    expect((await checkout.read(merchantUid)).payments).toMatchObject([shown]);
  });

  test.each(['', ' ', 'unknown', '-'])('reason of a failure %j; the buyer reads our own words', async (fail_reason) => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { status: 'failed', fail_reason });
    const reply = await checkout.callback(impUid, merchantUid);
    expect(reply.body).toMatchObject({ status: 'failed', message: 'Payment failed' });
    expect((await checkout.read(merchantUid)).payments).toMatchObject([{ fail_reason: null }]);
  });

  test('id of a cancel: a second one of the same name is not taken for the first', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    const entry = {
      pg_tid: 'T',
      reason: 'unknown',
      cancelled_at: 1_785_990_000,
      cancellation_id: 'unknown',
      receipt_url: null,
    };
    const cancelled = (amounts: number[]) => ({
      status: 'cancelled',
      cancel_amount: amounts.reduce((sum, amount) => sum + amount, 0),
      cancel_history: amounts.map((amount) => ({ ...entry, amount })),
    });
    const tell = () =>
      checkout
        .http()
        .post('/payments/webhook')
        .send({ imp_uid: impUid, merchant_uid: merchantUid, status: 'cancelled', cancellation_id: 'unknown' });
    for (const amounts of [[900], [900, 1_100]]) {
      checkout.sandbox().payments.change(impUid, cancelled(amounts));
      await tell();
    }
    expect(await checkout.read(merchantUid)).toMatchObject({
      payments: [{ cancel_amount: 2_000, cancel_history: [{ cancellation_id: null, reason: null }, {}] }],
    });
  });
});

test('the PG’s own reason of a failure is shown unchanged', async () => {
  const fail_reason = '[결제실패] 카드사 : 한도초과 (unknown)';
  const merchantUid = await checkout.order();
  const reply = await checkout.callback(checkout.pay(merchantUid, { status: 'failed', fail_reason }), merchantUid);
  expect(reply.body).toMatchObject({ message: fail_reason });
});
