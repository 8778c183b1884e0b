import { pino } from 'pino';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

/** `GET /payments/complete` without a usable `imp_uid`: the query proves neither a failure nor a payment. */
const lines: string[] = [];
const checkout = useCheckout({}, pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }));
const ALL = 'GET /payments/findAll/:merchant_uid';
const nowS = () => Math.floor(Date.now() / 1000);
const come = (query: Record<string, string>) =>
  checkout.http().get('/payments/complete').query(query).set('accept', 'application/json');
const page = (query: Record<string, string>) =>
  checkout.http().get('/payments/complete').query(query).set('accept', 'text/html').set('accept-language', 'en');
/** The window's query for a paid order (§8.2). */
const PAID_BEFORE = { error_code: 'F1002', error_msg: '이미 결제가 이루어진 거래건입니다.' };
const ACCOUNT = () => ({
  status: 'ready',
  pay_method: 'vbank',
  vbank_num: '90001234567890',
  vbank_issued_at: nowS(),
  vbank_date: nowS() + 72 * 3_600,
});

afterEach(() => checkout.sandbox().faults.clear());

describe('a settled order is answered with its outcome, without a look-up', () => {
  test.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['empty', { imp_uid: '' }],
    ['null', { imp_uid: 'null' }],
    ['undefined', { imp_uid: 'undefined' }],
    ['malformed', { imp_uid: '../users' }],
    ['over-long', { imp_uid: '1'.repeat(65) }],
  ])('paid, and imp_uid is %s', async (_, ids) => {
    const { merchantUid } = await checkout.paidOrder();
    checkout.letPass(11_000);
    const calls = checkout.sandbox().calls.count();
    const reply = await come({ ...ids, merchant_uid: merchantUid, ...PAID_BEFORE });
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ status: 'success' })]);
    expect(reply.text).not.toContain('이미 결제');
    expect(checkout.sandbox().calls.count()).toBe(calls);
  });

  test('given back', async () => {
    const { merchantUid, impUid } = await checkout.paidOrder();
    checkout.sandbox().payments.consoleCancel(impUid);
    await checkout.webhook(impUid, merchantUid, 'cancelled');
    const reply = await come({ merchant_uid: merchantUid, ...PAID_BEFORE });
    expect([reply.status, reply.body]).toEqual([409, expect.objectContaining({ status: 'cancelled' })]);
  });
});

test('an account that is older than many failed attempts of an attacker is not answered as failed', async () => {
  const merchantUid = await checkout.order();
  checkout.pay(merchantUid, { ...ACCOUNT(), started_at: nowS() - 600 });
  for (let at = 0; at < 25; at += 1) checkout.pay(merchantUid, { status: 'failed', started_at: nowS() - 500 + at });
  const reply = await come({ merchant_uid: merchantUid, ...PAID_BEFORE });
  expect([reply.status, reply.body]).toEqual([202, expect.objectContaining({ status: 'pending' })]);
});

test('an order that does not exist is a 404, and nothing of the query is shown', async () => {
  const error_msg = 'Send 64,900 won to 국민 110-234-567890';
  for (const ask of [come, page]) {
    const reply = await ask({ merchant_uid: checkout.newMerchantUid(), error_msg });
    expect(reply.status).toBe(404);
    expect(reply.text).not.toMatch(/110|Send/);
  }
});

interface Row {
  readonly when: string;
  readonly attempts: () => readonly Record<string, unknown>[];
  readonly query?: Record<string, string>;
  readonly http: number;
  readonly status: string;
  readonly state?: string;
}

const FAILED = { error_msg: '한도초과' };
const ROWS: readonly Row[] = [
  {
    when: 'an unreported payment',
    attempts: () => [{}],
    query: FAILED,
    http: 200,
    status: 'success',
    state: 'paid',
  },
  {
    when: 'an open account',
    attempts: () => [ACCOUNT()],
    query: FAILED,
    http: 200,
    status: 'vbankIssued',
    state: 'ready',
  },
  { when: 'a failed attempt', attempts: () => [{ status: 'failed' }], http: 402, status: 'failed' },
  { when: 'a window that is open', attempts: () => [{ status: 'ready' }], query: FAILED, http: 202, status: 'pending' },
  {
    when: 'a failed attempt, and a newer one under way',
    attempts: () => [{ status: 'failed', started_at: nowS() - 60 }, { status: 'ready' }],
    query: FAILED,
    http: 202,
    status: 'pending',
  },
  {
    when: 'an account, and a newer attempt that failed',
    attempts: () => [{ ...ACCOUNT(), started_at: nowS() - 60 }, { status: 'failed' }],
    http: 402,
    status: 'failed',
    state: 'ready',
  },
  {
    when: 'a payment of a wrong amount, and a newer failed attempt: the buyer is not told to pay again',
    attempts: () => [{ amount: 100, started_at: nowS() - 60 }, { status: 'failed' }],
    query: FAILED,
    http: 400,
    status: 'forgery',
  },
  {
    when: 'an unknown status, and a newer attempt that failed',
    attempts: () => [{ status: 'pigeon', started_at: nowS() - 60 }, { status: 'failed' }],
    query: FAILED,
    http: 202,
    status: 'pending',
  },
  { when: 'nothing, and the window says it failed', attempts: () => [], query: FAILED, http: 402, status: 'failed' },
  {
    when: 'nothing, and a flag says so',
    attempts: () => [],
    query: { imp_success: 'false' },
    http: 402,
    status: 'failed',
  },
  { when: 'nothing, and nobody says so', attempts: () => [], http: 202, status: 'pending' },
];

describe('an order that waits is looked up by its key', () => {
  test.each(ROWS)('$status where it shows $when', async ({ attempts, query = {}, http, status, state = 'pending' }) => {
    const merchantUid = await checkout.order();
    const impUids = attempts().map((fields) => checkout.pay(merchantUid, fields));
    const reply = await come({ merchant_uid: merchantUid, ...query });
    expect([reply.status, reply.body]).toEqual([http, expect.objectContaining({ status, merchant_uid: merchantUid })]);
    const order = await checkout.stored(merchantUid);
    expect(order?.state).toBe(state);
    expect(order?.payments.map(({ impUid, source }) => ({ impUid, source }))).toEqual(
      impUids.map((impUid) => ({ impUid, source: 'redirect' })),
    );
  });

  test('a payment that was paid in time settles an order that expired or was closed meanwhile', async () => {
    const merchantUid = await checkout.order({ expires_at: checkout.timeIn(60_000) });
    const impUid = checkout.pay(merchantUid);
    await checkout
      .db()
      .collection<{ _id: string }>('orders')
      .updateOne({ _id: merchantUid }, { $set: { state: 'expired' } });
    expect((await come({ merchant_uid: merchantUid, ...FAILED })).body).toMatchObject({ status: 'success' });
    expect(await checkout.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
  });

  test('an order that was settled during the look-up is answered with its outcome', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().faults.set({ kind: 'hold', merchantUid, route: ALL, times: 1 });
    checkout.sandbox().faults.set({ kind: 'status', status: 404, merchantUid, route: ALL });
    const asked = checkout.sandbox().calls.count(ALL);
    const coming = come({ merchant_uid: merchantUid, ...FAILED }).then((reply) => reply);
    await checkout.sandbox().calls.reached(ALL, asked + 1);
    await checkout.webhook(checkout.pay(merchantUid), merchantUid);
    checkout.sandbox().faults.release();
    expect((await coming).body).toMatchObject({ status: 'success' });
  });

  test.each([
    ['does not answer', { kind: 'status', status: 500 }],
    ['breaks off', { kind: 'connection-reset' }],
    ['sends a malformed reply', { kind: 'broken-json' }],
  ] as const)('503, never "failed", where i’mport %s', async (_, fault) => {
    const merchantUid = await checkout.order();
    checkout.sandbox().faults.set({ ...fault, merchantUid });
    const reply = await come({ merchant_uid: merchantUid, ...FAILED });
    expect([reply.status, reply.body]).toEqual([503, expect.objectContaining({ status: 'unavailable' })]);
    expect(reply.text).not.toContain('한도초과');
  });

  test('"failed" is not said where an attempt cannot be read', async () => {
    const merchantUid = await checkout.order();
    checkout.sandbox().payments.distort(checkout.pay(merchantUid), { amount: 'a lot' });
    expect((await come({ merchant_uid: merchantUid, ...FAILED })).body).toMatchObject({ status: 'pending' });
  });

  test('money behind many newer attempts is found', async () => {
    const merchantUid = await checkout.order();
    const impUid = checkout.pay(merchantUid, { started_at: nowS() - 600 });
    for (let n = 0; n < 30; n += 1) checkout.pay(merchantUid, { status: 'failed', started_at: nowS() - n });
    expect((await come({ merchant_uid: merchantUid, ...FAILED })).body).toMatchObject({ status: 'success' });
    expect(await checkout.read(merchantUid)).toMatchObject({ paid_by: impUid });
  });
});

describe('a flood of such returns', () => {
  const limited = useCheckout({ LOOKUPS_PER_MINUTE: '10' });

  test('is limited by the quota like other look-ups, and refused with 503', async () => {
    const merchant_uid = await limited.order();
    const replies = [];
    for (let n = 0; n < 30; n += 1) {
      replies.push(
        await limited
          .http()
          .get('/payments/complete')
          .query({ merchant_uid, ...FAILED }),
      );
    }
    expect(limited.sandbox().calls.count(ALL)).toBeLessThan(15);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([402, 503]));
    const buyers = await limited.order();
    expect((await limited.callback(limited.pay(buyers), buyers)).status).toBe(200);
  });
});

describe('the message of the payment window', () => {
  const shown = async (error_msg: string) => {
    const reply = await come({ merchant_uid: await checkout.order(), error_msg });
    return reply.body as { readonly message: string; readonly window_message?: string };
  };

  test('is shown as the window’s message, and escaped', async () => {
    const merchant_uid = await checkout.order();
    const { text } = await page({ merchant_uid, error_msg: '<b>지원되지 않는 카드</b>' });
    expect(text).toContain('<dt>Payment window</dt><dd>&lt;b&gt;지원되지 않는 카드&lt;/b&gt;</dd>');
    expect(await shown('한도초과')).toMatchObject({ message: 'Payment failed', window_message: '한도초과' });
  });

  test.each([
    ['an address', '실패 https://evil.example/pay 하세요', '실패 … 하세요'],
    ['an address without a scheme', '실패 evil.example/pay 하세요', '실패 … 하세요'],
    ['an account number', '국민은행 110-234-567890 입금', '국민은행 … 입금'],
    ['one with other separators', '국민은행 1 1 0.2/3_4·5 6 입금', '국민은행 … 입금'],
    ['one in full-width digits', '국민은행 １１０２３４５６７８ 입금', '국민은행 … 입금'],
    ['seven digits are fine', '오류 123-4567', '오류 123-4567'],
    ['characters that change the text direction', '실패\u202e\u0000\u200b함', '실패함'],
  ])('without %s', async (_, said, left) => {
    expect((await shown(said)).window_message).toBe(left);
  });

  test('is cut', async () => {
    expect((await shown('가'.repeat(1_000))).window_message).toBe('가'.repeat(300));
  });

  test('is not shown where i’mport gives the reason, which is shown to the letter', async () => {
    const merchant_uid = await checkout.order();
    checkout.pay(merchant_uid, { status: 'failed', fail_reason: '[1234-5678] 한도초과 www.pg.example' });
    const reply = await come({ merchant_uid, error_msg: '다른 말' });
    expect(reply.body).toEqual({
      status: 'failed',
      message: '[1234-5678] 한도초과 www.pg.example',
      merchant_uid,
    });
  });

  test('is not shown for an order that does not wait', async () => {
    const merchant_uid = await checkout.order();
    await checkout.cancel(merchant_uid, { all: true });
    const reply = await come({ merchant_uid, error_msg: '한도초과' });
    expect(reply.body).toEqual({ status: 'failed', message: 'Payment failed', merchant_uid });
  });

  test('is logged masked', async () => {
    lines.length = 0;
    await shown('국민은행 110-234-567890 코드 12345 입금');
    const logged = lines.find((line) => line.includes('국민은행'));
    expect(logged).toContain('국민은행 … 코드 **345 입금');
    expect(lines.join('')).not.toMatch(/110-234|567890/);
  });
});
