import { findAttention, moneyBeyondBounds, withinBounds } from '../../src/domain/find-attention';
import { judgePayment } from '../../src/domain/judge-payment';
import type { AttentionEntry, AttentionReason } from '../../src/domain/order';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const context = { source: 'webhook', at: new Date('2026-11-21T01:03:00Z') } as const;
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');

function attentionTo(payment: PaymentOverrides, order: OrderOverrides = {}): AttentionEntry[] {
  const [theOrder, reported] = [buildOrder(order), buildPayment(payment)];
  const verdict = judgePayment(theOrder, reported, { mode: 'live' });
  return withinBounds(theOrder, findAttention(theOrder, reported, verdict, context));
}

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const settledByOther: OrderOverrides = { state: 'paid', paidBy: OTHER };

describe('attention is raised', () => {
  test.each<{ reason: AttentionReason; name: string; payment: PaymentOverrides; order?: OrderOverrides }>([
    { reason: 'replay', name: 'a payment of another order', payment: { merchantUid: 'ord-2026-0002' } },
    { reason: 'replay', name: 'an account of another order', payment: { ...account, merchantUid: 'ord-2026-0002' } },
    {
      reason: 'replay',
      name: 'what may be money of another order',
      payment: { merchantUid: 'ord-2026-0002', status: 'unknown' },
    },
    { reason: 'testChannel', name: 'a payment of the test channel', payment: { testChannel: true } },
    { reason: 'currencyDiffers', name: 'money in another currency', payment: { currency: 'USD' } },
    { reason: 'currencyDiffers', name: 'an account in another currency', payment: { ...account, currency: 'USD' } },
    { reason: 'amountDiffers', name: 'money of another amount', payment: { amount: 100 } },
    { reason: 'amountDiffers', name: 'an account of another amount', payment: { ...account, amount: 100 } },
    { reason: 'amountDiffers', name: 'more given back than paid', payment: { cancelAmount: 64_901 } },
    {
      reason: 'amountDiffers',
      name: 'another amount, given back since',
      payment: { status: 'cancelled', amount: 100 },
    },
    { reason: 'unknownStatus', name: 'an unknown status', payment: { status: 'unknown' } },
    { reason: 'unknownStatus', name: 'a cancel of nothing', payment: { status: 'cancelled', cancelAmount: 0 } },
    { reason: 'duplicate', name: 'a second payment', payment: {}, order: settledByOther },
    { reason: 'duplicate', name: 'an account of a settled order', payment: account, order: settledByOther },
    { reason: 'late', name: 'money after the deadline', payment: {}, order: { expiresAt: BEFORE } },
    { reason: 'late', name: 'money after the closing', payment: {}, order: { state: 'closed', closedAt: BEFORE } },
    { reason: 'late', name: 'an account of a closed order', payment: account, order: { state: 'closed' } },
  ])('as $reason for $name', ({ reason, payment, order }) => {
    expect(attentionTo(payment, order)).toMatchObject([{ reason }]);
  });

  test('with the evidence as reported, the source and the time', () => {
    expect(attentionTo({ amount: null, amountText: '10.04', statusText: 'paid' })).toEqual([
      {
        ...context,
        reason: 'amountDiffers',
        impUid: 'imp_700000000001',
        reported: {
          merchantUid: 'ord-2026-0001',
          status: 'paid',
          amount: '10.04',
          currency: 'KRW',
          testChannel: false,
        },
      },
    ]);
  });
});

describe('attention is not raised', () => {
  test.each<{ name: string; payment: PaymentOverrides; order?: OrderOverrides }>([
    { name: 'a good payment', payment: {} },
    { name: 'an issued account', payment: account },
    { name: 'a failed attempt', payment: { status: 'failed' } },
    { name: 'a failed attempt of another order', payment: { merchantUid: 'ord-2026-0002', status: 'failed' } },
    { name: 'an abandoned window of another order', payment: { merchantUid: 'ord-2026-0002', status: 'ready' } },
    { name: 'an abandoned window of the test channel', payment: { testChannel: true, status: 'ready' } },
    { name: 'an abandoned window', payment: { status: 'ready' } },
    { name: 'a payment cancelled whole', payment: { status: 'cancelled' } },
    { name: 'a window of another amount without money', payment: { status: 'ready', amount: 100 } },
    { name: 'a failed attempt in another currency', payment: { status: 'failed', currency: 'USD' } },
    { name: 'a failed second attempt', payment: { status: 'failed' }, order: settledByOther },
    { name: 'an abandoned window of a closed order', payment: { status: 'ready' }, order: { state: 'closed' } },
  ])('for $name', ({ payment, order }) => {
    expect(attentionTo(payment, order)).toEqual([]);
  });
});

test('attention is raised by a late payment that settles the order by policy', () => {
  const [order, reported] = [buildOrder({ expiresAt: BEFORE }), buildPayment()];
  const moneyPolicy = { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'accept' } as const;
  const verdict = judgePayment(order, reported, { mode: 'live', moneyPolicy });
  expect(findAttention(order, reported, verdict, context)).toMatchObject([{ reason: 'late' }]);
  const known = findAttention(order, reported, verdict, context);
  expect(findAttention({ ...order, attention: known }, reported, verdict, context)).toEqual([]);
});

describe('evidence is kept', () => {
  test('once for each payment and reason, from any source', () => {
    const attention = attentionTo({ amount: 100 });
    expect(attentionTo({ amount: 100 }, { attention })).toEqual([]);
    expect(attentionTo({ amount: 101 }, { attention })).toEqual([]);
  });

  test('for each payment by itself, and for each reason', () => {
    const attention = attentionTo({ amount: 100 });
    expect(attentionTo({ impUid: OTHER, amount: 100 }, { attention })).toHaveLength(1);
    expect(attentionTo({ currency: 'USD' }, { attention })).toHaveLength(1);
  });

  test.each<{ reason: AttentionReason; payment: PaymentOverrides; order?: OrderOverrides }>([
    { reason: 'amountDiffers', payment: { amount: 100 } },
    { reason: 'duplicate', payment: {}, order: settledByOther },
    { reason: 'late', payment: {}, order: { state: 'closed', closedAt: BEFORE } },
  ])('again when money comes into an account that was evidence before: $reason', ({ reason, payment, order }) => {
    const attention = attentionTo({ ...payment, ...account }, order);
    const again = attentionTo({ ...payment, virtualAccount: buildAccount() }, { ...order, attention });
    expect(again).toMatchObject([{ reason, reported: { status: 'paid' } }]);

    const both = { ...order, attention: [...attention, ...again] };
    expect(attentionTo({ ...payment, virtualAccount: buildAccount() }, both)).toEqual([]);
    expect(attentionTo({ ...payment, ...account }, both)).toEqual([]);
    expect(attentionTo({ ...payment, status: 'cancelled', cancelAmount: 10 }, both)).toEqual([]);
  });

  const flood = (payment: PaymentOverrides, order: OrderOverrides = {}): AttentionEntry[] => {
    const kept: AttentionEntry[] = [];
    for (let i = 0; i < 200; i += 1) {
      kept.push(...attentionTo({ ...payment, impUid: `imp_${i}` }, { ...order, attention: [...kept] }));
    }
    return kept;
  };

  const floods: { name: string; payment: PaymentOverrides; order?: OrderOverrides }[] = [
    { name: 'payments of other orders', payment: { merchantUid: 'ord-2026-0002' } },
    { name: 'accounts of other orders', payment: { ...account, merchantUid: 'ord-2026-0002' } },
    { name: 'payments of the test channel', payment: { testChannel: true } },
    { name: 'unknown statuses', payment: { status: 'unknown' } },
    { name: 'accounts of another amount', payment: { ...account, amount: 100 } },
    { name: 'accounts of a settled order', payment: account, order: settledByOther },
  ];

  test.each(floods)('up to a bound for what costs nothing: $name', ({ payment, order }) => {
    const attention = flood(payment, order);
    expect(attention).toHaveLength(ORDER_LIMITS.attentionOfAGroup);
    expect(attentionTo({ amount: 100 }, { attention })).toHaveLength(1);
    expect(attentionTo({}, { ...settledByOther, attention })).toHaveLength(1);
    if (payment.status !== 'unknown') expect(attentionTo({ status: 'unknown' }, { attention })).toHaveLength(1);
  });

  test('up to a higher bound for money, which messages and cancels do not take from it', () => {
    const attention = flood({ amount: 100 });
    expect(attention).toHaveLength(ORDER_LIMITS.attentionWithMoney);
    const others = (['cancelRefused', 'refundAccountMissing'] as const).flatMap((reason) =>
      Array.from({ length: 200 }, (_, n) => ({ ...attention[0]!, reason, impUid: `imp_${n}` })),
    );
    const letters = Array.from({ length: 200 }, (_, n) => ({
      ...attention[0]!,
      reason: 'notificationFailed' as const,
      notificationId: `letter-${n}`,
    }));
    const kept = withinBounds({ attention: [] }, [...others, ...letters]);
    expect(kept).toHaveLength(2 * ORDER_LIMITS.attentionOfAGroup);
    expect(attentionTo({ amount: 100 }, { attention: kept })).toHaveLength(1);
  });

  test.each(['revokeKeyMissing', 'cancelUnclear', 'cancelRefused', 'cancelDelayed'] as const)(
    'of refunds, however many revocations of accounts end as %s',
    (reason) => {
      const account = { status: 'ready', amount: '64900', currency: 'KRW', testChannel: false } as const;
      const revocations = Array.from({ length: 200 }, (_, n): AttentionEntry => ({
        ...{ ...context, source: 'cancel', reason, impUid: `imp_${n}` },
        reported: { ...account, merchantUid: 'ord-2026-0001' },
      }));
      const attention = withinBounds({ attention: [] }, revocations);
      expect(attention).toHaveLength(ORDER_LIMITS.attentionOfAGroup);
      const refund = (money: AttentionReason) => ({
        ...revocations[0]!,
        reason: money,
        reported: { ...revocations[0]!.reported!, status: 'paid' },
      });
      const refunds = (['cancelUnclear', 'refundAccountMissing', 'cancelDelayed', 'cancelRefused'] as const).map(
        refund,
      );
      expect(withinBounds({ attention }, refunds)).toEqual(refunds);
    },
  );

  test('up to one common bound for accounts and test payments', () => {
    const attention = flood({ ...account, amount: 100 });
    expect(attentionTo({ testChannel: true }, { attention })).toEqual([]);
    expect(attentionTo({ ...account, merchantUid: 'ord-2026-0002' }, { attention })).toEqual([]);
  });

  test('again for another order’s account once it has money', () => {
    const other = { merchantUid: 'ord-2026-0002' };
    const attention = attentionTo({ ...account, ...other });
    expect(attentionTo({ virtualAccount: buildAccount(), ...other }, { attention })).toMatchObject([
      { reason: 'replay' },
    ]);
  });
});

describe('what the order has no room for is named', () => {
  const entries = (reason: AttentionReason, status: string) =>
    Array.from({ length: ORDER_LIMITS.attentionWithMoney + 1 }, (_, n): AttentionEntry => ({
      ...{ ...context, reason, impUid: `imp_${n}` },
      reported: { merchantUid: 'ord-2026-0001', status, amount: '64900', currency: 'KRW', testChannel: false },
    }));

  test.each<{ reason: AttentionReason; status: string; bound: number }>([
    { reason: 'duplicate', status: 'paid', bound: ORDER_LIMITS.attentionWithMoney },
    { reason: 'cancelUnclear', status: 'paid', bound: ORDER_LIMITS.attentionOfAGroup },
  ])('if it may be money: $reason', ({ reason, status, bound }) => {
    const raised = entries(reason, status);
    expect(moneyBeyondBounds({ attention: [] }, raised)).toEqual(raised.slice(bound));
  });

  test.each<{ reason: AttentionReason; status: string }>([
    { reason: 'duplicate', status: 'ready' },
    { reason: 'revokeKeyMissing', status: 'ready' },
    { reason: 'testChannel', status: 'paid' },
    { reason: 'replay', status: 'paid' },
  ])('and not if anybody can cause it free of charge: $reason of $status', ({ reason, status }) => {
    expect(moneyBeyondBounds({ attention: [] }, entries(reason, status))).toEqual([]);
  });
});

test('in an expired order, an account raises attention only until its deadline', () => {
  const order = buildOrder({ state: 'expired' });
  const dueAt = new Date('2026-11-24T14:59:00Z');
  const reported = buildPayment({ status: 'ready', virtualAccount: buildAccount({ dueAt }) });
  const verdict = { outcome: 'orderClosed', closedBy: 'deadline' } as const;
  const reasonsAt = (at: Date) =>
    findAttention(order, reported, verdict, { source: 'webhook', at }).map(({ reason }) => reason);
  expect(reasonsAt(new Date('2026-11-24T14:58:59Z'))).toEqual(['late']);
  expect(reasonsAt(dueAt)).toEqual([]);
});
