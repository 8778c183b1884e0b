import { judgePayment } from '../../src/domain/judge-payment';
import { toAmount } from '../../src/domain/money';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const partly: Verdict = { outcome: 'success', partlyCancelled: true };
const forgery = (reason: 'order' | 'testChannel' | 'currency' | 'amount'): Verdict => ({ outcome: 'forgery', reason });

const judge = (order: OrderOverrides = {}, payment: PaymentOverrides = {}): Verdict =>
  judgePayment(buildOrder(order), buildPayment(payment), { mode: 'live' });

describe('binding', () => {
  test.each(['ORD-2026-0001', 'ord-2026-0001 ', 'ord-2026-000', 'ord-2026-00011', ''])(
    'is exact: a payment for %j is not one for ord-2026-0001',
    (merchantUid) => {
      expect(judge({}, { merchantUid })).toEqual(forgery('order'));
    },
  );

  test('refuses a paid payment of another order of equal amount (replay)', () => {
    expect(judge({ merchantUid: 'ord-b' }, { merchantUid: 'ord-a' })).toEqual(forgery('order'));
  });
});

describe.each([
  { currency: 'KRW', amount: 64_900, shown: '64900' },
  { currency: 'USD', amount: 1234, shown: '12.34' },
  { currency: 'KWD', amount: 12_345, shown: '12.345' },
])('an order of $shown $currency', ({ currency, amount, shown }) => {
  const order = { currency, amount };
  const readAmount = (value: number) => ({ currency, amount: toAmount(value, currency), amountText: String(value) });

  test('is settled by exactly its amount', () => {
    expect(judge(order, readAmount(Number(shown)))).toEqual(success);
  });

  test.each([-1, 1])('is not settled by a sum that is %i smallest unit off', (difference) => {
    expect(judge(order, { currency, amount: amount + difference })).toEqual(forgery('amount'));
  });

  test.each([0, 1, amount * 10, amount * 100, Math.floor(amount / 100)])('is not settled by %i', (paid) => {
    expect(judge(order, { currency, amount: paid })).toEqual(forgery('amount'));
  });

  test('is not settled by a number that is no amount of its currency', () => {
    expect(judge(order, readAmount(Number(`${shown}${shown.includes('.') ? '' : '.'}5`)))).toEqual(forgery('amount'));
  });

  test.each(['KRW', 'USD', 'KWD', 'JPY', 'krw', ''].filter((other) => other !== currency))(
    'is not settled by as many units of %j',
    (other) => {
      expect(judge(order, { currency: other, amount, amountText: shown })).toEqual(forgery('currency'));
    },
  );

  test.each([
    { status: 'ready', virtualAccount: buildAccount() },
    { status: 'ready' },
    { status: 'failed' },
    { status: 'cancelled', cancelAmount: 1 },
    { status: 'cancelled' },
    { status: 'unknown' },
  ] as const)('compares the amount whatever the status: %j', (payment) => {
    expect(judge(order, { ...payment, currency, amount: amount - 1 })).toEqual(forgery('amount'));
  });

  test('is settled in part by what is left after a part was cancelled', () => {
    expect(judge(order, { currency, amount, status: 'cancelled', cancelAmount: 1 })).toEqual(partly);
    expect(judge(order, { currency, amount, status: 'cancelled', cancelAmount: amount - 1 })).toEqual(partly);
  });

  test.each([
    { name: 'more was cancelled than paid', cancelAmount: amount + 1 },
    { name: 'the sum cancelled is no amount', cancelAmount: null },
  ])('is not settled where $name', ({ cancelAmount }) => {
    for (const status of ['paid', 'cancelled'] as const) {
      expect(judge(order, { currency, amount, status, cancelAmount })).toEqual(forgery('amount'));
    }
  });
});

describe('a currency swap', () => {
  test.each([
    ['100 USD for 100 KRW', { currency: 'KRW', amount: 100 }, { currency: 'USD', amount: 10_000 }],
    ['100 KRW for 100 USD', { currency: 'USD', amount: 10_000 }, { currency: 'KRW', amount: 100 }],
    ['1 USD for 100 KRW: equal in smallest units', { currency: 'KRW', amount: 100 }, { currency: 'USD', amount: 100 }],
    ['100 KRW for 1 USD: equal in smallest units', { currency: 'USD', amount: 100 }, { currency: 'KRW', amount: 100 }],
    ['10 USD for 10 KWD', { currency: 'KWD', amount: 10_000 }, { currency: 'USD', amount: 1000 }],
  ])('is refused: %s', (_name, order, payment) => {
    expect(judge(order, payment)).toEqual(forgery('currency'));
  });

  test.each([10, 1004, 100_400])('10.04 KRW is a mismatch for an order of %i KRW', (amount) => {
    expect(judge({ amount }, { amount: toAmount(10.04, 'KRW'), amountText: '10.04' })).toEqual(forgery('amount'));
  });
});
