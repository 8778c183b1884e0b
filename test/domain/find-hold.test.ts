import { findHold } from '../../src/domain/find-hold';
import type { Amount } from '../../src/domain/money';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const holdOf = (payment: PaymentOverrides, order: OrderOverrides = {}) =>
  findHold(buildOrder(order), buildPayment(payment));
/** A time, in minutes after the registration of the order. */
const minute = (minutes: number) => new Date(buildOrder().createdAt.getTime() + minutes * 60_000);

describe('older than the order', () => {
  const account = (issuedAt: Date | null, overrides: PaymentOverrides = {}): PaymentOverrides => ({
    status: 'ready',
    virtualAccount: buildAccount({ issuedAt }),
    ...overrides,
  });

  test.each<[string, PaymentOverrides]>([
    ['paid more than an hour before', { paidAt: new Date(+minute(-60) - 1) }],
    ['given back in part since', { paidAt: minute(-90), status: 'cancelled', cancelAmount: 100 }],
    ['over another amount', { paidAt: minute(-90), amount: 100 }],
    ['paid at an unknown time, in a window opened before', { paidAt: null, startedAt: minute(-90) }],
    ['an account issued before', account(minute(-90))],
    ['an account issued at an unknown time, in a window opened before', account(null, { startedAt: minute(-90) })],
    ['a deposit made now into such an account', { virtualAccount: buildAccount({ issuedAt: minute(-90) }) }],
  ])('%s is held', (_, payment) => {
    expect(holdOf(payment)).toBe('olderThanOrder');
  });

  test.each<{ name: string; payment: PaymentOverrides; order?: OrderOverrides }>([
    { name: 'paid an hour before', payment: { paidAt: minute(-60) } },
    { name: 'begun before and paid after', payment: { startedAt: minute(-90) } },
    { name: 'without any time', payment: { paidAt: null, startedAt: null } },
    { name: 'without money', payment: { status: 'failed', startedAt: minute(-90) } },
    { name: 'an abandoned window', payment: { status: 'ready', startedAt: minute(-90) } },
    { name: 'given back whole', payment: { status: 'cancelled', paidAt: minute(-90) } },
    {
      name: 'that settled the order',
      payment: { paidAt: minute(-90) },
      order: { paidBy: 'imp_700000000001', state: 'paid' },
    },
  ])('a payment $name is not', ({ payment, order }) => {
    expect(holdOf(payment, order)).toBeNull();
  });
});

describe('of an amount that was changed', () => {
  const until = minute(30);
  const amended: OrderOverrides = { amount: 70_000, earlierAmounts: [{ amount: 64_900 as Amount, until }] };

  test.each<[string, PaymentOverrides]>([
    ['begun before', { startedAt: minute(29) }],
    ['begun before, paid long after', { startedAt: minute(29), paidAt: minute(90) }],
    ['begun within the clock skew', { startedAt: minute(31) }],
    ['with an account issued before', { status: 'ready', virtualAccount: buildAccount(), startedAt: minute(29) }],
    ['with only a time of payment, before', { startedAt: null, paidAt: minute(29) }],
    ['given back in part', { status: 'cancelled', cancelAmount: 1, startedAt: minute(29) }],
  ])('a payment %s is held', (_, payment) => {
    expect(holdOf(payment, amended)).toBe('amountChanged');
  });

  test.each<[string, PaymentOverrides]>([
    ['begun after', { startedAt: new Date(+minute(31) + 1) }],
    ['of an amount that the order never had', { amount: 64_800, startedAt: minute(29) }],
    ['over as many dollars', { currency: 'USD', startedAt: minute(29) }],
    ['over the present amount', { amount: 70_000, startedAt: minute(29) }],
    ['with more refunded than paid', { status: 'cancelled', cancelAmount: 64_901, startedAt: minute(29) }],
    ['that failed', { status: 'failed', startedAt: minute(29) }],
    ['without any time', { startedAt: null, paidAt: null }],
  ])('a payment %s is not', (_, payment) => {
    expect(holdOf(payment, amended)).toBeNull();
  });
});
