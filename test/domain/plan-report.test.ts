import { planReport } from '../../src/domain/plan-report';
import { judgePayment } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import type { OrderChange } from '../../src/domain/order-change';
import { buildOrder, withChange, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');
const AFTER = new Date('2026-11-21T02:00:00Z');
const context = { source: 'callback', at: new Date('2026-11-21T01:03:00Z') } as const;

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const otherAccount: PaymentOverrides = {
  ...account,
  impUid: OTHER,
  virtualAccount: buildAccount({
    impUid: OTHER,
    number: '11112222',
    issuedAt: new Date('2026-11-21T01:30:00Z'),
    dueAt: new Date('2026-11-22T00:00:00Z'),
  }),
};

function change(order: Order, payment: PaymentOverrides): OrderChange | null {
  const reported = buildPayment(payment);
  return planReport(order, reported, judgePayment(order, reported, { mode: 'live' }), context).change;
}

/** An order after the reports of these payments, in this sequence. */
function told(order: OrderOverrides, ...payments: PaymentOverrides[]): Order {
  return payments.reduce((sofar, payment) => withChange(sofar, change(sofar, payment)), buildOrder(order));
}

const statesOf = (order: Order) => order.history.map(({ to }) => to);
const channelsOf = (made: OrderChange | null) => made?.messages.map(({ channel }) => channel);

/** Asked after the first report of `buildPayment()`. */
const LATER = new Date('2026-11-21T02:00:00Z');

describe('a payment that settles its order', () => {
  test('moves it to paid, names it, stores it and tells the shop once', () => {
    const made = change(buildOrder(), {});
    expect(made).toMatchObject({ state: 'paid', paidBy: FIRST, virtualAccount: null, attention: [] });
    expect(made?.history).toEqual([{ ...context, from: 'pending', to: 'paid', impUid: FIRST }]);
    expect(made?.payments).toEqual([
      { ...buildPayment(), outcome: 'success', source: 'callback', recordedAt: context.at },
    ]);
    expect(made?.messages).toMatchObject([{ channel: 'shop', event: 'order.paid' }]);
  });

  test.each(['pending', 'ready', 'expired', 'closed'] as const)('does so from %s', (state) => {
    expect(change(buildOrder({ state }), {})).toMatchObject({ state: 'paid', history: [{ from: state }] });
  });

  test('that was refunded in part since, settles it as partially cancelled', () => {
    const made = change(buildOrder(), { status: 'cancelled', cancelAmount: 100 });
    expect(made).toMatchObject({ state: 'partially_cancelled', paidBy: FIRST });
    expect(made?.messages).toMatchObject([{ event: 'order.partially_cancelled', data: { cancel_amount: 100 } }]);
  });

  test('that was refunded whole before its first report, settles nothing', () => {
    expect(change(buildOrder(), { status: 'cancelled' })).toMatchObject({
      state: 'pending',
      paidBy: null,
      history: [],
      messages: [],
      payments: [{ outcome: 'cancelled' }],
    });
  });

  test('is an account that was deposited into', () => {
    const order = told({}, account, { virtualAccount: buildAccount() });
    expect(order).toMatchObject({ state: 'paid', paidBy: FIRST, virtualAccount: null });
    expect(statesOf(order)).toEqual(['ready', 'paid']);
  });

  test('may have failed before', () => {
    expect(statesOf(told({}, { status: 'failed' }, {}))).toEqual(['paid']);
  });
});

describe('a cancel', () => {
  test('in parts moves the order with each further part, then to cancelled with the last', () => {
    const part = (cancelAmount: number): PaymentOverrides => ({ status: 'cancelled', cancelAmount });
    const order = told({}, {}, part(100), part(100), part(300), part(64_900));
    expect(statesOf(order)).toEqual(['paid', 'partially_cancelled', 'partially_cancelled', 'cancelled']);
    expect(order).toMatchObject({ paidBy: FIRST, payments: [{ outcome: 'cancelled', cancelAmount: 64_900 }] });
  });

  test('whose status follows later is one transition, not two', () => {
    const order = told({}, {}, { cancelAmount: 100 }, { status: 'cancelled', cancelAmount: 100 });
    expect(statesOf(order)).toEqual(['paid', 'partially_cancelled']);
  });

  test('of another payment moves nothing', () => {
    const order = told({}, {}, { impUid: OTHER }, { impUid: OTHER, status: 'cancelled' });
    expect(order).toMatchObject({ state: 'paid', paidBy: FIRST });
    expect(order.payments.map(({ outcome }) => outcome)).toEqual(['success', 'cancelled']);
  });

  test('is final: the order is never settled again', () => {
    const order = told({}, {}, { status: 'cancelled' }, { impUid: OTHER });
    expect(order).toMatchObject({ state: 'cancelled', paidBy: FIRST, attention: [{ reason: 'duplicate' }] });
  });
});

describe('a virtual account', () => {
  test('moves the order to ready, is stored on it, and reaches shop, customer record and buyer', () => {
    const made = change(buildOrder(), account);
    expect(made).toMatchObject({ state: 'ready', paidBy: null, virtualAccount: buildAccount() });
    expect(channelsOf(made)).toEqual(['shop', 'customerRecord', 'sms']);
  });

  test('beside another one is a transition of its own; the newest counts, in any sequence of reports', () => {
    for (const order of [told({}, account, otherAccount), told({}, otherAccount, account)]) {
      expect(statesOf(order)).toEqual(['ready', 'ready']);
      expect(order.virtualAccount?.number).toBe('11112222');
    }
  });

  test('without a time of issue counts as older than one that has it', () => {
    const timeless = { ...account, virtualAccount: buildAccount({ issuedAt: null }) };
    expect(told({}, timeless, otherAccount).virtualAccount?.number).toBe('11112222');
    expect(told({}, otherAccount, timeless).virtualAccount?.number).toBe('11112222');
  });

  test.each([
    { name: 'number', terms: { number: '33334444' } },
    { name: 'deadline', terms: { dueAt: new Date('2026-11-30T14:59:00Z') } },
    { name: 'deadline, gone', terms: { dueAt: null } },
  ])('whose $name was changed is stored and announced again', ({ terms }) => {
    const order = told({}, account);
    const made = change(order, { ...account, virtualAccount: buildAccount(terms), askedAt: LATER });
    expect(made).toMatchObject({ state: 'ready', virtualAccount: terms, history: [{ from: 'ready', to: 'ready' }] });
    expect(made?.payments).toHaveLength(1);
    expect(channelsOf(made)).toEqual(['shop', 'customerRecord', 'sms']);
  });

  test('does not change by an answer to an earlier look-up', () => {
    const order = told({}, { ...account, askedAt: LATER });
    expect(
      change(order, { ...account, virtualAccount: buildAccount({ dueAt: new Date('2026-11-23T14:59:00Z') }) }),
    ).toBeNull();
  });

  test('is listed and announced up to a bound of its own, and its deposit settles the order', () => {
    const many = Array.from({ length: 150 }, (_, i) => ({
      ...account,
      impUid: `imp_${i}`,
      virtualAccount: buildAccount({ impUid: `imp_${i}` }),
    }));
    const order = told({}, ...many);
    expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsOfAKind);
    expect(order.history).toHaveLength(3);
    expect(order).toMatchObject({ virtualAccount: { impUid: 'imp_149' }, attention: [{ reason: 'tooManyAccounts' }] });
    expect(change(order, { ...many[149], status: 'paid', paidAt: new Date('2026-11-21T01:02:00Z') })).toMatchObject({
      state: 'paid',
      paidBy: 'imp_149',
    });
    expect(change(order, { status: 'failed' })).toMatchObject({
      payments: { length: ORDER_LIMITS.paymentsOfAKind + 1 },
    });
  });

  test('revoked leads back to pending', () => {
    const order = told({}, account, { ...account, status: 'failed' });
    expect(order).toMatchObject({ state: 'pending', virtualAccount: null });
    expect(statesOf(order)).toEqual(['ready', 'pending']);
  });

  test('whose amount was changed into a wrong one is no longer offered', () => {
    const order = told({}, account, { ...account, amount: 100 });
    expect(order).toMatchObject({ state: 'pending', virtualAccount: null, attention: [{ reason: 'amountDiffers' }] });
  });

  test('deposited and refunded whole before a report leads back to pending', () => {
    expect(told({}, account, { status: 'cancelled' })).toMatchObject({ state: 'pending', paidBy: null });
  });

  test('revoked beside another one leaves the order waiting for the other', () => {
    const order = told({}, account, otherAccount, { ...otherAccount, status: 'failed' });
    expect(order).toMatchObject({ state: 'ready', virtualAccount: { number: '90001234567890' } });
    expect(statesOf(order)).toEqual(['ready', 'ready']);
  });

  test('stays on record when a card settles the order first, since a deposit may still come', () => {
    const order = told({}, account, { impUid: OTHER });
    expect(order).toMatchObject({ state: 'paid', paidBy: OTHER, virtualAccount: { number: '90001234567890' } });
    expect(told({}, account, { impUid: OTHER }, { virtualAccount: buildAccount() })).toMatchObject({
      paidBy: OTHER,
      virtualAccount: null,
      attention: [{ reason: 'duplicate', impUid: FIRST }],
    });
  });

  test('of a closed order is no longer offered once it is reported again', () => {
    const order = { ...told({}, account), state: 'closed', closedAt: AFTER } as const;
    const made = change(order, account);
    expect(made).toMatchObject({ state: 'closed', virtualAccount: null, attention: [{ reason: 'late' }] });
  });
});

describe('a late payment', () => {
  test('is kept, raises attention and expires its order', () => {
    const order = told({ expiresAt: BEFORE }, {});
    expect(order).toMatchObject({
      state: 'expired',
      paidBy: null,
      payments: [{ outcome: 'orderClosed' }],
      attention: [{ reason: 'late' }],
    });
  });

  test('leaves a closed order closed', () => {
    const order = told({ state: 'closed', closedAt: BEFORE }, {});
    expect(order).toMatchObject({ state: 'closed', paidBy: null, history: [], attention: [{ reason: 'late' }] });
  });

  test('by deposit expires the order that waited for it', () => {
    const deposit = { virtualAccount: buildAccount(), paidAt: new Date('2026-11-25T00:00:00Z') };
    expect(statesOf(told({}, account, deposit))).toEqual(['ready', 'expired']);
  });

  test('does not expire an order whose account is still open: its deposit may be in time', () => {
    const lateAccount: PaymentOverrides = {
      ...otherAccount,
      virtualAccount: buildAccount({ impUid: OTHER, issuedAt: new Date('2026-11-21T03:00:00Z') }),
    };
    const order = told({ expiresAt: AFTER }, account, lateAccount);
    expect(order).toMatchObject({ state: 'ready', virtualAccount: buildAccount(), attention: [{ impUid: OTHER }] });
    expect(told({ expiresAt: AFTER }, account, lateAccount, { virtualAccount: buildAccount() })).toMatchObject({
      state: 'paid',
      paidBy: FIRST,
    });
  });

  test('settles its order if the order may still be paid, even by an older report', () => {
    const order = { ...told({ expiresAt: BEFORE }, {}), expiresAt: AFTER };
    expect(change(order, {})).toMatchObject({ state: 'paid', payments: [{ outcome: 'success' }] });
    expect(change(order, { status: 'ready' })).toMatchObject({
      state: 'paid',
      paidBy: FIRST,
      payments: [{ outcome: 'success', status: 'paid' }],
      messages: [{ event: 'order.paid' }],
    });
  });
});

describe('a refused payment', () => {
  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'of another order', payment: { merchantUid: 'ord-2026-0002' } },
    { name: 'of the test channel', payment: { testChannel: true } },
  ])('$name is evidence, but no payment of the order', ({ payment }) => {
    expect(change(buildOrder(), payment)).toMatchObject({
      state: 'pending',
      paidBy: null,
      payments: [],
      history: [],
      attention: [{ impUid: FIRST }],
      messages: [{ event: 'payment.attention' }],
    });
  });

  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'of another amount', payment: { amount: 100 } },
    { name: 'in another currency', payment: { currency: 'USD' } },
    { name: 'given back more than paid', payment: { cancelAmount: 99_999 } },
  ])('$name is stored, raises attention and settles nothing', ({ payment }) => {
    const made = change(buildOrder(), payment);
    expect(made).toMatchObject({ state: 'pending', paidBy: null, history: [], payments: [{ outcome: 'forgery' }] });
    expect(made?.messages).toMatchObject([{ event: 'payment.attention' }]);
  });

  test('that duplicates another is stored and raises attention', () => {
    const order = told({}, {}, { impUid: OTHER });
    expect(order).toMatchObject({ state: 'paid', paidBy: FIRST, attention: [{ reason: 'duplicate', impUid: OTHER }] });
    expect(order.payments.map(({ outcome }) => outcome)).toEqual(['success', 'duplicate']);
  });

  test('does not prevent a valid one from settling the order', () => {
    const order = told({}, { impUid: OTHER, amount: 100 }, { merchantUid: 'ord-2026-0002' }, {});
    expect(order).toMatchObject({ state: 'paid', paidBy: FIRST });
  });
});

describe('an attempt', () => {
  test.each<{ name: string; payment: PaymentOverrides; outcome: string }>([
    { name: 'that failed', payment: { status: 'failed' }, outcome: 'failed' },
    { name: 'that was abandoned', payment: { status: 'ready' }, outcome: 'pending' },
    { name: 'of another amount', payment: { status: 'ready', amount: 100 }, outcome: 'forgery' },
  ])('$name is stored and moves nothing', ({ payment, outcome }) => {
    expect(change(buildOrder(), payment)).toMatchObject({
      state: 'pending',
      payments: [{ outcome }],
      history: [],
      attention: [],
      messages: [],
    });
  });

  test('of unknown status is stored and raises attention', () => {
    expect(change(buildOrder(), { status: 'unknown', statusText: 'held' })).toMatchObject({
      payments: [{ outcome: 'pending', statusText: 'held' }],
      attention: [{ reason: 'unknownStatus', reported: { status: 'held' } }],
    });
  });

  test.each<{ name: string; payment: PaymentOverrides }>([
    { name: 'that failed', payment: { status: 'failed' } },
    { name: 'with an account of another amount', payment: { ...account, amount: 100 } },
  ])('without money is kept only up to a number: $name', ({ payment }) => {
    const many = Array.from({ length: 150 }, (_, i) => ({ ...payment, impUid: `imp_${i}` }));
    const order = told({}, ...many);
    expect(order.payments).toHaveLength(ORDER_LIMITS.paymentsOfAKind);
    expect(change(order, { ...payment, impUid: 'imp_149' })).toBeNull();
    expect(change(order, { impUid: 'imp_149' })).toMatchObject({ state: 'paid', paidBy: 'imp_149' });
    expect(change(order, account)).toMatchObject({ state: 'ready' });
    expect(change(order, { impUid: 'imp_0' })).toMatchObject({ state: 'paid', paidBy: 'imp_0' });
  });
});
