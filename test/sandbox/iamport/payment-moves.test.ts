import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { createTestClock } from './support/test-clock';

const clock = createTestClock();
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox({ now: clock.now });
});
afterEach(() => sandbox.close());

const order = { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15900 };

describe('payments.create fills in what the status implies', () => {
  test.each([
    { status: 'ready', implied: { paid_at: 0, failed_at: 0, cancelled_at: 0, receipt_url: null, apply_num: null } },
    { status: 'paid', implied: { paid_at: clock.seconds(), failed_at: 0, card_name: 'BC카드', cancel_amount: 0 } },
    { status: 'failed', implied: { paid_at: 0, failed_at: clock.seconds(), receipt_url: null } },
    { status: 'cancelled', implied: { paid_at: clock.seconds(), cancelled_at: clock.seconds(), cancel_amount: 15900 } },
    { status: 'brand_new', implied: { paid_at: 0, failed_at: 0, cancelled_at: 0 } },
  ])('$status', ({ status, implied }) => {
    expect(sandbox.payments.create({ ...order, status })).toMatchObject({ ...order, status, ...implied });
  });

  test('a part cancelled has one entry of that part', () => {
    const payment = sandbox.payments.create({ ...order, status: 'cancelled', cancel_amount: 900 });
    expect(payment).toMatchObject({ cancel_amount: 900, cancel_history: [{ amount: 900 }] });
  });

  test('a field given wins over what is implied', () => {
    const payment = sandbox.payments.create({ ...order, status: 'paid', paid_at: 7, card_name: null, pg_tid: 'T' });
    expect(payment).toMatchObject({ paid_at: 7, card_name: null, pg_tid: 'T' });
  });

  test('an imp_uid can be taken once', () => {
    sandbox.payments.create(order);
    expect(() => sandbox.payments.create(order)).toThrow('imp_uid imp_1 is taken');
  });

  test('the copy handed out is not the payment itself', () => {
    const copy = sandbox.payments.create(order);
    copy.amount = 1;
    copy.cancel_history.push({} as never);
    expect(sandbox.payments.get('imp_1')).toMatchObject({ amount: 15900, cancel_history: [] });
  });
});

describe('the life of a payment', () => {
  beforeEach(() => {
    sandbox.payments.create(order);
    clock.advance(60);
  });

  test('approve: ready becomes paid, with the time and the card', () => {
    const payment = sandbox.payments.approve('imp_1');
    expect(payment).toMatchObject({ status: 'paid', paid_at: clock.seconds(), started_at: clock.seconds() - 60 });
    expect(payment.receipt_url).toContain(payment.pg_tid);
  });

  test('decline: ready becomes failed, with the reason', () => {
    const failed = { status: 'failed', failed_at: clock.seconds(), fail_reason: '한도초과', paid_at: 0 };
    expect(sandbox.payments.decline('imp_1', '한도초과')).toMatchObject(failed);
  });

  test('failed is not final: it can be approved later', () => {
    sandbox.payments.decline('imp_1');
    clock.advance(3 * 24 * 60 * 60);
    expect(sandbox.payments.approve('imp_1')).toMatchObject({ status: 'paid', paid_at: clock.seconds() });
  });

  test('consoleCancel: a part is `cancelled` too, then the rest; paid_at stays', () => {
    const { paid_at } = sandbox.payments.approve('imp_1');
    clock.advance(60);
    const part = sandbox.payments.consoleCancel('imp_1', { amount: 5000, reason: '부분 반품' });
    expect(part).toMatchObject({ status: 'cancelled', amount: 15900, cancel_amount: 5000, paid_at });
    expect(part).toMatchObject({ cancelled_at: clock.seconds(), cancel_reason: '부분 반품' });
    const whole = sandbox.payments.consoleCancel('imp_1');
    expect(whole).toMatchObject({ status: 'cancelled', cancel_amount: 15900 });
    expect(whole.cancel_history.map(({ amount }) => amount)).toEqual([5000, 10900]);
    expect(new Set(whole.cancel_history.map((it) => it.cancellation_id)).size).toBe(2);
    expect(whole.cancel_receipt_urls).toEqual(whole.cancel_history.map((it) => it.receipt_url));
  });

  test('cents add up', () => {
    sandbox.payments.create({
      imp_uid: 'imp_usd',
      merchant_uid: 'order-2',
      amount: 0.3,
      currency: 'USD',
      status: 'paid',
    });
    sandbox.payments.consoleCancel('imp_usd', { amount: 0.1 });
    expect(sandbox.payments.consoleCancel('imp_usd', { amount: 0.2 }).cancel_amount).toBe(0.3);
    expect(() => sandbox.payments.consoleCancel('imp_usd')).toThrow('imp_usd is cancelled in full');
  });
});

describe('the life of a virtual account', () => {
  const inThreeDays = () => clock.seconds() + 3 * 24 * 60 * 60;
  beforeEach(() => {
    sandbox.payments.create(order);
  });

  test('issue: still ready, with bank, number, holder and deadline', () => {
    const payment = sandbox.payments.issueVirtualAccount('imp_1', { vbank_code: '088' });
    expect(payment).toMatchObject({ status: 'ready', pay_method: 'vbank', vbank_code: '088', vbank_name: '신한은행' });
    expect(payment).toMatchObject({ vbank_issued_at: clock.seconds(), vbank_date: inThreeDays(), paid_at: 0 });
    expect(payment.vbank_num).toMatch(/^\d{14}$/);
  });

  test('deposit: paid', () => {
    sandbox.payments.issueVirtualAccount('imp_1');
    clock.advance(3600);
    expect(sandbox.payments.deposit('imp_1')).toMatchObject({ status: 'paid', paid_at: clock.seconds() });
  });

  test('expire: still ready, the deadline has passed; a late deposit is taken', () => {
    sandbox.payments.issueVirtualAccount('imp_1');
    const expired = sandbox.payments.expire('imp_1');
    expect(expired).toMatchObject({ status: 'ready', failed_at: 0 });
    expect(expired.vbank_date).toBeLessThan(clock.seconds());
    expect(sandbox.payments.deposit('imp_1')).toMatchObject({ status: 'paid' });
  });

  test('revoke: failed as 계좌말소; a deposit after that is taken', () => {
    sandbox.payments.issueVirtualAccount('imp_1');
    const revoked = { status: 'failed', fail_reason: '계좌말소', failed_at: clock.seconds() };
    expect(sandbox.payments.revoke('imp_1')).toMatchObject(revoked);
    expect(sandbox.payments.deposit('imp_1')).toMatchObject({ status: 'paid' });
  });

  test('a deposit of another amount is rejected by the bank', () => {
    sandbox.payments.issueVirtualAccount('imp_1');
    expect(() => sandbox.payments.deposit('imp_1', 100)).toThrow('the bank takes 15900 only');
    expect(sandbox.payments.get('imp_1')).toMatchObject({ status: 'ready' });
  });
});

describe('what is not possible is refused, and changes nothing', () => {
  test.each([
    { move: 'approve', from: 'paid' },
    { move: 'approve', from: 'cancelled' },
    { move: 'decline', from: 'paid' },
    { move: 'decline', from: 'failed' },
    { move: 'issueVirtualAccount', from: 'paid' },
    { move: 'deposit', from: 'ready' },
    { move: 'revoke', from: 'ready' },
    { move: 'revoke', from: 'paid' },
    { move: 'expire', from: 'paid' },
    { move: 'consoleCancel', from: 'ready' },
    { move: 'consoleCancel', from: 'cancelled' },
  ] as const)('$move from $from', ({ move, from }) => {
    const before = sandbox.payments.create({ ...order, status: from });
    expect(() => sandbox.payments[move]('imp_1')).toThrow('imp_1');
    expect(sandbox.payments.get('imp_1')).toEqual(before);
  });

  test('any move of an unknown payment', () => {
    expect(() => sandbox.payments.approve('imp_9')).toThrow('there is no payment imp_9');
    expect(sandbox.payments.get('imp_9')).toBeUndefined();
  });
});
