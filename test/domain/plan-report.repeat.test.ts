import { planReport } from '../../src/domain/plan-report';
import { judgePayment } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import type { OrderChange } from '../../src/domain/order-change';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { buildOrder, withChange, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');
const context = { source: 'callback', at: new Date('2026-11-21T01:03:00Z') } as const;

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };

function change(order: Order, payment: PaymentOverrides): OrderChange | null {
  const reported = buildPayment(payment);
  return planReport(order, reported, judgePayment(order, reported, { mode: 'live' }), context).change;
}

/** An order after the reports of these payments, in this sequence. */
function told(order: OrderOverrides, ...payments: PaymentOverrides[]): Order {
  return payments.reduce((sofar, payment) => withChange(sofar, change(sofar, payment)), buildOrder(order));
}

describe('nothing changes', () => {
  test.each<{ name: string; order?: OrderOverrides; payment: PaymentOverrides }>([
    { name: 'paid', payment: {} },
    { name: 'failed', payment: { status: 'failed' } },
    { name: 'abandoned', payment: { status: 'ready' } },
    { name: 'account issued', payment: account },
    { name: 'cancelled in part', payment: { status: 'cancelled', cancelAmount: 100 } },
    { name: 'cancelled whole', payment: { status: 'cancelled' } },
    { name: 'another amount', payment: { amount: 100 } },
    { name: 'another order', payment: { merchantUid: 'ord-2026-0002' } },
    { name: 'the test channel', payment: { testChannel: true } },
    { name: 'unknown status', payment: { status: 'unknown' } },
    { name: 'late', order: { expiresAt: BEFORE }, payment: {} },
    { name: 'duplicate', order: { state: 'paid', paidBy: OTHER }, payment: {} },
  ])('by the same report again: $name', ({ order = {}, payment }) => {
    const once = told(order, payment);
    expect(once.revision).toBe(1);
    expect(change(once, payment)).toBeNull();
  });

  test.each<{ name: string; newest: PaymentOverrides; older: PaymentOverrides }>([
    { name: 'ready after paid', newest: {}, older: { status: 'ready' } },
    { name: 'an account after its deposit', newest: {}, older: account },
    { name: 'failed after paid', newest: {}, older: { status: 'failed' } },
    { name: 'paid after cancelled', newest: { status: 'cancelled' }, older: {} },
    {
      name: 'a smaller part after a greater one',
      newest: { status: 'cancelled', cancelAmount: 300 },
      older: { status: 'cancelled', cancelAmount: 100 },
    },
    { name: 'ready after its account', newest: account, older: { status: 'ready' } },
    { name: 'an account after it was revoked', newest: { status: 'failed' }, older: account },
  ])('by an older report: $name', ({ newest, older }) => {
    expect(change(told({}, newest), older)).toBeNull();
  });

  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'an unknown status', payment: { status: 'unknown' } },
    { name: 'a cancel of nothing', payment: { status: 'cancelled', cancelAmount: 0 } },
  ])('in a paid order by what we do not understand, but attention is raised: $name', ({ payment }) => {
    const order = told({}, {});
    expect(change(order, payment)).toMatchObject({
      state: 'paid',
      paidBy: FIRST,
      payments: order.payments,
      history: [],
      attention: [{ reason: 'unknownStatus' }],
    });
  });

  test('never applies to a payment that settles: first unknown, then stale, then paid', () => {
    const order = told({}, { status: 'cancelled', cancelAmount: 0 }, { status: 'ready' }, {});
    expect(order).toMatchObject({ state: 'paid', paidBy: FIRST });
  });
});

test('a duplicate beyond all bounds changes nothing, and its evidence is returned to be logged', () => {
  const settled: OrderOverrides = { state: 'paid', paidBy: OTHER };
  const many = Array.from({ length: ORDER_LIMITS.attentionWithMoney }, (_, n) => ({ impUid: `imp_${n}` }));
  const order = told(settled, ...many);
  const reported = buildPayment({ impUid: 'imp_beyond' });
  const verdict = judgePayment(order, reported, { mode: 'live' });
  expect(planReport(order, reported, verdict, { ...context, source: 'reconcile' })).toMatchObject({
    change: null,
    dropped: [{ reason: 'duplicate', impUid: 'imp_beyond', source: 'reconcile', reported: { status: 'paid' } }],
  });
  expect(planReport(order, buildPayment({ impUid: 'imp_1' }), verdict, context).dropped).toEqual([]);
});
