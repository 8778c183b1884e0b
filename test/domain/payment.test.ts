import {
  compareAge,
  hasKnownMeaning,
  hasMoneyAtStake,
  holdsOpenAccount,
  isCancelledInPart,
  isCancelledWhole,
} from '../../src/domain/payment';
import { buildAccount, buildPayment } from '../support/build-payment';

const ready = buildPayment({ status: 'ready' });
const account = buildPayment({ status: 'ready', virtualAccount: buildAccount() });
const failed = buildPayment({ status: 'failed' });
const paid = buildPayment();
const deposited = buildPayment({ virtualAccount: buildAccount() });
const cancelledInPart = buildPayment({ status: 'cancelled', cancelAmount: 10_000 });
const cancelledMore = buildPayment({ status: 'cancelled', cancelAmount: 30_000 });
const cancelledWhole = buildPayment({ status: 'cancelled' });
const cancelledUnreadably = buildPayment({ status: 'cancelled', cancelAmount: null });
const cancelledNothing = buildPayment({ status: 'cancelled', cancelAmount: 0 });
const unknown = buildPayment({ status: 'unknown', statusText: 'pay_pending' });

describe('what was refunded', () => {
  test.each([
    { name: 'nothing of a paid payment', payment: paid, part: false, whole: false },
    { name: 'a part', payment: cancelledInPart, part: true, whole: false },
    { name: 'all', payment: cancelledWhole, part: true, whole: true },
    { name: 'a sum that is no amount', payment: cancelledUnreadably, part: false, whole: false },
    { name: 'nothing of nothing', payment: buildPayment({ amount: 0 }), part: false, whole: false },
    {
      name: 'a part, while the status still says paid',
      payment: buildPayment({ cancelAmount: 10_000 }),
      part: true,
      whole: false,
    },
    {
      name: 'all, while the status still says paid',
      payment: buildPayment({ cancelAmount: 64_900 }),
      part: true,
      whole: true,
    },
  ])('depends on the sum cancelled, not on the status: $name', ({ payment, part, whole }) => {
    expect(isCancelledInPart(payment)).toBe(part);
    expect(isCancelledWhole(payment)).toBe(whole);
  });
});

describe('holdsOpenAccount and hasMoneyAtStake', () => {
  test.each([
    { name: 'an abandoned window', payment: ready, open: false, atStake: false },
    { name: 'an issued account', payment: account, open: true, atStake: true },
    { name: 'a failed attempt', payment: failed, open: false, atStake: false },
    {
      name: 'a revoked account',
      payment: buildPayment({ status: 'failed', virtualAccount: buildAccount() }),
      open: false,
      atStake: false,
    },
    { name: 'a card payment', payment: paid, open: false, atStake: true },
    { name: 'a deposit', payment: deposited, open: false, atStake: true },
    { name: 'a payment cancelled in part', payment: cancelledInPart, open: false, atStake: true },
    { name: 'a payment cancelled whole', payment: cancelledWhole, open: false, atStake: true },
    { name: 'an unknown status', payment: unknown, open: false, atStake: false },
  ])('$name', ({ payment, open, atStake }) => {
    expect(holdsOpenAccount(payment)).toBe(open);
    expect(hasMoneyAtStake(payment)).toBe(atStake);
  });
});

describe('compareAge', () => {
  /** From the oldest to the newest; reports in one row have the same age. */
  const AGES = [
    [unknown, cancelledNothing],
    [ready],
    [account],
    [failed],
    [paid, deposited],
    [cancelledInPart, buildPayment({ cancelAmount: 10_000 })],
    [cancelledMore],
    [cancelledWhole, buildPayment({ cancelAmount: 64_900 })],
  ];

  test('orders reports by how far the payment has come, then by the sum cancelled', () => {
    const ranked = AGES.flatMap((payments, rank) => payments.map((payment) => ({ payment, rank })));
    for (const a of ranked) {
      for (const b of ranked) {
        expect(Math.sign(compareAge(a.payment, b.payment))).toBe(Math.sign(a.rank - b.rank));
      }
    }
  });

  test('puts a cancel whose sum is no exact amount between the payment and any readable cancel', () => {
    expect(compareAge(cancelledUnreadably, paid)).toBeGreaterThan(0);
    expect(compareAge(paid, cancelledUnreadably)).toBeLessThan(0);
    expect(compareAge(cancelledInPart, cancelledUnreadably)).toBeGreaterThan(0);
    expect(compareAge(cancelledUnreadably, cancelledInPart)).toBeLessThan(0);
  });

  test.each([
    { name: 'an unknown status', payment: unknown, meaning: false },
    { name: 'a cancel of nothing, which contradicts itself', payment: cancelledNothing, meaning: false },
    { name: 'an abandoned window', payment: ready, meaning: true },
    { name: 'a cancel in part', payment: cancelledInPart, meaning: true },
  ])('hasKnownMeaning tells what we understand: $name', ({ payment, meaning }) => {
    expect(hasKnownMeaning(payment)).toBe(meaning);
  });
});
