import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { planReport } from '../../src/domain/plan-report';
import type { MoneyPolicy } from '../../src/domain/money-policy';
import { judgePayment } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import type { OrderChange } from '../../src/domain/order-change';
import { buildCancel, buildCancellation, SENT_AT, type CancelOverrides } from '../support/build-cancel';
import { buildOrder, withChange, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, buildRecord, type PaymentOverrides } from '../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');
const LATER = new Date('2026-11-22T05:00:30Z');
const AFTER_DOUBT = new Date(SENT_AT.getTime() + 10 * 60_000);
const at = new Date('2026-11-22T05:20:00Z');

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const settled: OrderOverrides = { state: 'paid', paidBy: FIRST, payments: [buildRecord()] };
const settledByOther: OrderOverrides = { state: 'paid', paidBy: OTHER, payments: [buildRecord({ impUid: OTHER })] };
const part: PaymentOverrides = {
  status: 'cancelled',
  cancelAmount: 1_000,
  cancellations: [buildCancellation()],
  askedAt: LATER,
};
const cancelling = (cancel: CancelOverrides, order = settled): OrderOverrides => ({
  ...order,
  cancels: [buildCancel(cancel)],
});

type Source = 'callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel';

function change(
  order: Order,
  payment: PaymentOverrides,
  moneyPolicy: Partial<MoneyPolicy> = {},
  source: Source = 'webhook',
): OrderChange | null {
  const reported = buildPayment(payment);
  const policy = {
    mode: 'live',
    moneyPolicy: { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'hold', ...moneyPolicy },
  } as const;
  return planReport(order, reported, judgePayment(order, reported, policy), {
    source,
    at,
    moneyPolicy: policy.moneyPolicy,
  }).change;
}

const eventsOf = (made: OrderChange | null) =>
  made?.messages.map((message) => (message.channel === 'shop' ? message.event : message.channel));

describe('a cancel of ours', () => {
  test.each(['callback', 'redirect', 'webhook', 'reconcile', 'cancel'] as const)(
    'is done by a report of any source, in one change with the order: %s',
    (source) => {
      expect(change(buildOrder(cancelling({ state: 'sent' })), part, {}, source)).toMatchObject({
        state: 'partially_cancelled',
        cancels: [{ state: 'done', cancellationId: 'c1' }],
        history: [{ to: 'partially_cancelled', source }],
      });
    },
  );

  test('is done by the history that follows the sum, without a second transition', () => {
    const first = withChange(
      buildOrder(cancelling({ state: 'sent' })),
      change(buildOrder(cancelling({ state: 'sent' })), { ...part, cancellations: [] }),
    );
    expect(first).toMatchObject({ state: 'partially_cancelled', cancels: [{ state: 'sent' }] });
    const made = change(first, { ...part, askedAt: AFTER_DOUBT });
    expect(made).toMatchObject({ state: 'partially_cancelled', history: [], cancels: [{ state: 'done' }] });
    expect(made?.payments).toMatchObject([{ cancellations: [{ cancellationId: 'c1' }] }]);
    expect(eventsOf(made)).toEqual([]);
  });

  test('causes an event of its own if another payment settled the order', () => {
    const order = cancelling({ state: 'sent' }, settledByOther);
    const made = change(buildOrder(order), part);
    expect(made).toMatchObject({ state: 'paid', paidBy: OTHER, cancels: [{ state: 'done' }] });
    expect(eventsOf(made)).toEqual(['payment.attention', 'payment.cancelled']);
  });

  test('becomes unclear by a report that changes nothing else', () => {
    const made = change(buildOrder(cancelling({ state: 'sent' })), { askedAt: AFTER_DOUBT });
    expect(made).toMatchObject({
      state: 'paid',
      payments: settled.payments,
      cancels: [{ state: 'unclear' }],
      attention: [{ reason: 'cancelUnclear', impUid: FIRST, source: 'webhook' }],
    });
    expect(eventsOf(made)).toEqual(['payment.attention']);
  });

  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'another order', payment: { merchantUid: 'ord-2026-0002' } },
    { name: 'the test channel', payment: { testChannel: true } },
  ])('is not touched by a payment of $name that bears its name', ({ payment }) => {
    const order = buildOrder(cancelling({ state: 'sent' }));
    expect(change(order, { ...part, ...payment, askedAt: AFTER_DOUBT })?.cancels).toEqual(order.cancels);
  });

  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'the payment as it was', payment: {} },
    { name: 'another payment', payment: { ...part, impUid: OTHER } },
  ])('is not touched by $name', ({ payment }) => {
    const order = buildOrder(cancelling({ state: 'sent' }));
    expect((change(order, payment) ?? order).cancels).toEqual(order.cancels);
  });

  test('that is done changes nothing by the same report', () => {
    const order = buildOrder(cancelling({ state: 'sent' }));
    expect(change(withChange(order, change(order, part)), part)).toBeNull();
  });
});

describe('a cancel in the console', () => {
  const consoles = (count: number, askedAt: Date): PaymentOverrides => ({
    ...part,
    cancellations: Array.from({ length: count }, (_, i) => buildCancellation({ cancellationId: `k${i}` })),
    askedAt,
  });

  test('is stored with the id that follows its sum, and moves the order once', () => {
    const first = withChange(buildOrder(settled), change(buildOrder(settled), consoles(0, LATER)));
    const made = change(first, consoles(1, AFTER_DOUBT));
    expect(made).toMatchObject({
      history: [],
      messages: [],
      payments: [{ cancellations: [{ cancellationId: 'k0' }] }],
    });
    expect(change(withChange(first, made), consoles(1, AFTER_DOUBT))).toBeNull();
  });

  test.each([
    { name: 'was asked for earlier', reported: consoles(2, BEFORE) },
    { name: 'knows fewer of them', reported: consoles(0, AFTER_DOUBT) },
  ])('is not overwritten by an answer that $name', ({ reported }) => {
    const order = withChange(buildOrder(settled), change(buildOrder(settled), consoles(1, LATER)));
    expect(change(order, reported)).toBeNull();
  });
});

describe('a payment that must not settle its order', () => {
  const wrongs = [
    { name: 'forged', order: {}, payment: { amount: 50_000 }, reason: 'amountDiffers', key: 'forgedPayment' },
    { name: 'duplicate', order: settledByOther, payment: {}, reason: 'duplicate', key: 'duplicatePayment' },
    { name: 'late', order: { expiresAt: BEFORE }, payment: {}, reason: 'late', key: 'latePayment' },
  ] as const;

  test.each(wrongs)('gets its refund in the change that raises attention: $name', ({ order, payment, reason, key }) => {
    const made = change(buildOrder(order), payment, { [key]: 'cancel' });
    expect(made).toMatchObject({ attention: [{ reason }], cancels: [{ id: `cancel:${FIRST}`, state: 'requested' }] });
    const after = withChange(buildOrder(order), made);
    expect(change(after, { ...payment, askedAt: LATER }, { [key]: 'cancel' })).toBeNull();
  });

  test.each(wrongs)('that was held once stays held when the policy changes: $name', ({ order, payment, key }) => {
    const held = withChange(buildOrder(order), change(buildOrder(order), payment));
    expect(held.attention).toHaveLength(1);
    expect(change(held, payment, { [key]: 'cancel' })).toBeNull();
  });

  test('that is late, then a duplicate, is refunded once', () => {
    const moneyPolicy = { latePayment: 'cancel', duplicatePayment: 'cancel' } as const;
    const late = withChange(
      buildOrder({ expiresAt: BEFORE }),
      change(buildOrder({ expiresAt: BEFORE }), {}, moneyPolicy),
    );
    const twice = change({ ...late, state: 'paid', paidBy: OTHER }, {}, moneyPolicy);
    expect(twice).toMatchObject({ attention: [{ reason: 'duplicate' }], cancels: [{ id: `cancel:${FIRST}` }] });
    expect(twice?.cancels).toHaveLength(1);
  });

  test('by deposit needs the buyer’s account, and raises attention once', () => {
    const moneyPolicy = { latePayment: 'cancel', duplicatePayment: 'cancel' } as const;
    const deposit: PaymentOverrides = { virtualAccount: buildAccount(), paidAt: new Date('2026-11-25T00:00:00Z') };
    const made = change(buildOrder(), deposit, moneyPolicy);
    expect(made).toMatchObject({ attention: [{ reason: 'late' }, { reason: 'refundAccountMissing' }], cancels: [] });
    expect(eventsOf(made)).toEqual(['order.expired', 'payment.attention', 'payment.attention']);
    const late = withChange(buildOrder(), made);
    expect(change({ ...late, state: 'paid', paidBy: OTHER }, deposit, moneyPolicy)?.attention).toMatchObject([
      { reason: 'duplicate' },
    ]);
  });

  test('that is late and accepted settles its order, with attention', () => {
    const made = change(buildOrder({ state: 'expired', expiresAt: BEFORE }), {}, { latePayment: 'accept' });
    expect(made).toMatchObject({ state: 'paid', paidBy: FIRST, attention: [{ reason: 'late' }], cancels: [] });
    expect(eventsOf(made)).toEqual(['order.paid', 'payment.attention']);
  });
});

describe('an account that must take no deposit', () => {
  const open = buildRecord({ ...account, impUid: OTHER, outcome: 'vbankIssued' });

  test('gets its revocation in the change that settles the order', () => {
    const made = change(buildOrder({ state: 'ready', payments: [open] }), {});
    expect(made).toMatchObject({ state: 'paid', cancels: [{ id: `revoke:${OTHER}`, cause: 'surplus' }] });
  });

  test('is revoked only if the order lists it, so the number of revocations is bounded', () => {
    const order = Array.from({ length: 150 }, (_, i) => ({ ...account, impUid: `imp_${i}`, amount: 100 })).reduce(
      (sofar, payment) => withChange(sofar, change(sofar, payment)),
      buildOrder(),
    );
    expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsOfAKind);
    expect(order.cancels).toHaveLength(ORDER_LIMITS.paymentsOfAKind);
    expect(new Set(order.cancels.map(({ impUid }) => impUid))).toEqual(
      new Set(order.payments.map(({ impUid }) => impUid)),
    );
  });

  test('is revoked once a report shows that it failed', () => {
    const revoking = buildCancel({ id: `revoke:${OTHER}`, kind: 'revoke', cause: 'surplus', impUid: OTHER });
    const order = buildOrder({ ...settled, payments: [buildRecord(), open], cancels: [revoking] });
    const made = change(order, { ...account, impUid: OTHER, status: 'failed' });
    expect(made).toMatchObject({ state: 'paid', cancels: [{ state: 'done' }], attention: [] });
    expect(eventsOf(made)).toEqual([]);
  });

  test('and of which a closed order holds one, is not offered again because of another payment', () => {
    const order = buildOrder({ state: 'closed', closedAt: at, virtualAccount: null, payments: [open] });
    expect(change(order, { status: 'failed' })).toMatchObject({ state: 'closed', virtualAccount: null });
  });
});
