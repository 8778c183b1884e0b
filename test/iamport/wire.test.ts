import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { FoundPaymentReply, PaymentReply, TokenReply } from '../../src/iamport/wire';

const WIRE = {
  imp_uid: 'imp_700000000001',
  merchant_uid: 'ord-2026-0001',
  status: 'paid',
  amount: 15900,
  cancel_amount: 0,
  currency: 'KRW',
  sandbox: false,
  paid_at: 1785900123,
  failed_at: 0,
  cancelled_at: 0,
  pay_method: 'card',
};

test('unix seconds become dates, and 0 is unset', () => {
  const payment = PaymentReply.parse(WIRE);
  expect(payment.paidAt).toEqual(new Date(1785900123_000));
  expect(payment.failedAt).toBeNull();
  expect(payment.startedAt).toBeNull();
});

test('unknown fields are ignored and unknown statuses survive', () => {
  const payment = PaymentReply.parse({ ...WIRE, status: 'paid_by_pigeon', brand_new_field: { deep: [1] } });
  expect(payment).toMatchObject({ status: 'unknown', statusText: 'paid_by_pigeon' });
});

test('text fields that decide nothing may be of any type', () => {
  expect(PaymentReply.parse({ ...WIRE, receipt_url: 5, pg_tid: ['x'] })).toMatchObject({
    receiptUrl: null,
    pgTid: null,
  });
});

test.each([
  ['12.34 USD', { amount: 12.34, currency: 'USD' }, 1234],
  ['0.1 USD', { amount: 0.1, currency: 'USD' }, 10],
  ['10.04 KRW, which is no whole number', { amount: 10.04, currency: 'KRW' }, null],
  ['an amount of an unknown currency', { amount: 10, currency: 'ZZZ' }, null],
  ['a negative amount', { amount: -1, currency: 'KRW' }, null],
])('reads %s', (_, fields, amount) => {
  expect(PaymentReply.parse({ ...WIRE, ...fields })).toMatchObject({ amount, amountText: String(fields.amount) });
});

test.each([
  [
    'ready by vbank with a number',
    { status: 'ready', pay_method: 'vbank', vbank_num: '9000', vbank_date: 1786114799 },
    '9000',
  ],
  ['ready without a number', { status: 'ready', pay_method: 'vbank', vbank_num: null }, undefined],
  ['ready with a stand-in for a number', { status: 'ready', pay_method: 'vbank', vbank_num: 'unknown' }, null],
  ['ready with a number of zeros', { status: 'ready', pay_method: 'vbank', vbank_num: '000-0' }, null],
  ['ready with a number that has a dash', { status: 'ready', pay_method: 'vbank', vbank_num: '90-1' }, '90-1'],
  ['ready with a blank number', { status: 'ready', pay_method: 'vbank', vbank_num: ' ' }, undefined],
  ['ready with an empty number', { status: 'ready', pay_method: 'vbank', vbank_num: '' }, undefined],
  [
    'ready by another method, whatever number it names',
    { status: 'ready', pay_method: 'econtext', vbank_num: 'unknown' },
    undefined,
  ],
])('an account is read only where it was issued: %s', (_, fields, number) => {
  expect(PaymentReply.parse({ ...WIRE, ...fields }).virtualAccount?.number).toBe(number);
});

test('cancels are read with their ids and amounts', () => {
  const cancel = { pg_tid: 'TID', amount: 5000, cancelled_at: 1785990000, reason: null, cancellation_id: 'c-0001' };
  const { cancellations } = PaymentReply.parse({ ...WIRE, status: 'cancelled', cancel_history: [cancel] });
  expect(cancellations).toEqual([
    { cancellationId: 'c-0001', amount: 5000, cancelledAt: new Date(1785990000_000), reason: null },
  ]);
});

test.each([
  ['a cancel without an id', { cancel_history: [{ amount: 100, cancelled_at: 1, reason: null }] }],
  ['a deadline in text', { vbank_date: 'tomorrow' }],
  ['an empty deadline', { vbank_date: '' }],
  ['a deadline beyond the range of dates', { vbank_date: 1e18 }],
  ['a start in text', { started_at: '2026-11-21' }],
])('%s does not make a payment unreadable', (_, fields) => {
  expect(PaymentReply.parse({ ...WIRE, ...fields })).toMatchObject({ status: 'paid', startedAt: null });
});

test.each([1e18, 1_785_900_123_000, -5])('an impossible time of payment (%f) is not set', (paid_at) => {
  expect(PaymentReply.parse({ ...WIRE, paid_at }).paidAt).toBeNull();
});

test.each(['imp_uid', 'merchant_uid', 'status', 'amount', 'cancel_amount', 'currency'])(
  'a reply without %s is refused',
  (field) => {
    expect(PaymentReply.safeParse({ ...WIRE, [field]: undefined }).success).toBe(false);
  },
);

test.each([
  ['an amount in text', { amount: '15900' }],
  ['a test mark that is no boolean', { sandbox: 'no' }],
  ['a time in text', { paid_at: 'yesterday' }],
])('%s is refused', (_, fields) => {
  expect(PaymentReply.safeParse({ ...WIRE, ...fields }).success).toBe(false);
});

test('a missing test mark means a live payment where test payments are hidden, and is refused elsewhere', () => {
  expect(FoundPaymentReply.parse({ ...WIRE, sandbox: undefined }).testChannel).toBe(false);
  expect(PaymentReply.safeParse({ ...WIRE, sandbox: undefined }).success).toBe(false);
});

test('an empty token is refused', () => {
  expect(TokenReply.safeParse({ access_token: '', now: 1, expired_at: 2 }).success).toBe(false);
});

describe('a stand-in for nothing is null', () => {
  test.each([
    'unknown',
    'UNKNOWN',
    ' null ',
    'undefined',
    'None',
    'N/A',
    '없음',
    '알 수 없음',
    '-',
    '',
    ' ',
    '0',
    '000',
    '...',
  ])('in a text: %j', (words) => {
    const fields = { pg_tid: words, fail_reason: words, vbank_name: words, pg_provider: words };
    const nothing = { pgTid: null, failReason: null, pgProvider: null };
    expect(PaymentReply.parse({ ...WIRE, ...fields })).toMatchObject(nothing);
  });

  test.each(['Unknown Bank', 'KB국민은행', '004', '0번', '알 수 없음 (E7)', 'null값 오류', '０１'])(
    'and other texts stay as they are: %j',
    (words) => {
      expect(PaymentReply.parse({ ...WIRE, pg_tid: words, fail_reason: ` ${words}` })).toMatchObject({
        pgTid: words,
        failReason: ` ${words}`,
      });
    },
  );

  test.each<[string, string | null]>([
    ['https://receipt.example.test/1', 'https://receipt.example.test/1'],
    ['http://receipt.example.test/1', null],
    ['javascript:alert(1)', null],
    ['//receipt.example.test/1', null],
    ['unknown', null],
    ['', null],
  ])('in an address: %j', (receipt_url, receiptUrl) => {
    expect(PaymentReply.parse({ ...WIRE, receipt_url }).receiptUrl).toBe(receiptUrl);
  });

  test.each<[string, number, Date | null]>([
    ['0', 0, null],
    ['a second after 1970', 1, null],
    ['a time in seconds', 1785990000, new Date(1785990000_000)],
    ['a time in milliseconds', 1785990000_000, null],
    ['the last second of 9999', 253402300799, null],
  ])('in a time: %s', (_, failed_at, failedAt) => {
    expect(PaymentReply.parse({ ...WIRE, failed_at }).failedAt).toEqual(failedAt);
  });
});

describe('what an order has no room for', () => {
  const long = '가'.repeat(1_000);

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a text is cut', { fail_reason: long, pg_tid: long }, { failReason: long.slice(0, 80), pgTid: long.slice(0, 64) }],
    ['a status is cut and unknown', { status: long }, { status: 'unknown', statusText: long.slice(0, 32) }],
    ['the key of another order is cut', { merchant_uid: long }, { merchantUid: long.slice(0, 64) }],
    ['an address is dropped', { receipt_url: `https://example.test/${'r'.repeat(200)}` }, { receiptUrl: null }],
    [
      'the number of an account is unknown',
      { pay_method: 'vbank', vbank_num: '9'.repeat(41) },
      { virtualAccount: { impUid: WIRE.imp_uid, number: null } },
    ],
    [
      'the id of a cancellation is none',
      { cancel_history: [{ cancellation_id: 'c'.repeat(65), amount: 1 }] },
      { cancellations: [{ cancellationId: null }] },
    ],
  ])('%s', (_rule, fields, expected) => {
    expect(PaymentReply.parse({ ...WIRE, ...fields })).toMatchObject(expected);
  });

  test('an imp_uid that is longer than any makes the payment unreadable', () => {
    expect(PaymentReply.safeParse({ ...WIRE, imp_uid: 'i'.repeat(65) }).success).toBe(false);
  });

  test('of many cancellations the newest stay, in their order', () => {
    const history = Array.from({ length: 50 }, (_, n) => ({
      cancellation_id: `c${n}`,
      amount: 1,
      // The newest come first here, and one has no time.
      cancelled_at: n === 40 ? null : 1785990000 - n,
    }));
    const ids = PaymentReply.parse({ ...WIRE, cancel_history: history }).cancellations.map(
      (each) => each.cancellationId,
    );
    const newest = history.slice(0, ORDER_LIMITS.cancellations - 1).map(({ cancellation_id }) => cancellation_id);
    expect(ids).toEqual([...newest, 'c40']);
  });
});
