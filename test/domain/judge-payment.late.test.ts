import { endOf } from '../../src/domain/deadlines';
import { judgePayment } from '../../src/domain/judge-payment';
import type { CancelCause } from '../../src/domain/cancel/cancel';
import type { CancelState } from '../../src/domain/cancel/cancel-state';
import type { PaymentRecord } from '../../src/domain/payment-record';
import type { Verdict } from '../../src/domain/verdict';
import { buildCancel } from '../support/build-cancel';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, buildRecord, type PaymentOverrides } from '../support/build-payment';

const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');
/** When a payment of `buildPayment()` is made. */
const PAID_AT = new Date('2026-11-21T01:02:00Z');
const AFTER = new Date('2026-11-21T02:00:00Z');

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const partly: Verdict = { outcome: 'success', partlyCancelled: true };
const issued: Verdict = { outcome: 'vbankIssued', account: buildAccount() };
const lateByDeadline: Verdict = { outcome: 'orderClosed', closedBy: 'deadline' };
const closedByShop: Verdict = { outcome: 'orderClosed', closedBy: 'shop' };

interface Row {
  readonly name: string;
  readonly order?: OrderOverrides;
  readonly payment?: PaymentOverrides;
  readonly verdict: Verdict;
}

const judge = (order: OrderOverrides = {}, payment: PaymentOverrides = {}): Verdict =>
  judgePayment(buildOrder(order), buildPayment(payment), { mode: 'live' });

const account: PaymentOverrides = { status: 'ready', virtualAccount: buildAccount() };
const settledBySame: OrderOverrides = { state: 'paid', paidBy: 'imp_700000000001', payments: [buildRecord()] };
const waitsForDeposit: OrderOverrides = {
  state: 'ready',
  virtualAccount: buildAccount(),
  payments: [buildRecord({ ...account, outcome: 'vbankIssued' })],
};

describe('late', () => {
  const aMoment = (later: number) => new Date(PAID_AT.getTime() + later);

  test.each<Row>([
    { name: 'paid at the very deadline', order: { expiresAt: aMoment(0) }, verdict: success },
    { name: 'paid a moment after', order: { expiresAt: aMoment(-1) }, verdict: lateByDeadline },
    { name: 'paid at the moment of closing', order: { closedAt: aMoment(0), state: 'closed' }, verdict: success },
    { name: 'paid a moment later', order: { closedAt: aMoment(-1), state: 'closed' }, verdict: closedByShop },
  ])('is what was made after the deadline or the closing: $name', ({ order, verdict }) => {
    expect(judge(order)).toEqual(verdict);
  });

  test.each<Row>([
    { name: 'expired', order: { state: 'expired', expiresAt: AFTER }, verdict: success },
    { name: 'closed', order: { state: 'closed', closedAt: AFTER }, verdict: success },
    {
      name: 'expired, and cancelled in part since',
      order: { state: 'expired', expiresAt: AFTER },
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: partly,
    },
  ])('does not depend on when the report comes: paid in time, order since $name', ({ order, payment, verdict }) => {
    expect(judge(order, payment)).toEqual(verdict);
  });

  test.each<Row>([
    { name: 'the deadline', order: { expiresAt: BEFORE }, verdict: lateByDeadline },
    { name: 'the closing', order: { state: 'closed', closedAt: BEFORE }, verdict: closedByShop },
  ])('is a payment that does not say when it was made, read after $name', ({ order, verdict }) => {
    expect(judge(order, { paidAt: null })).toEqual(verdict);
  });

  test.each<Row>([
    { name: 'the deadline', order: { expiresAt: AFTER }, verdict: success },
    { name: 'the closing', order: { state: 'closed', closedAt: AFTER }, verdict: success },
    { name: 'an end that the order does not have', verdict: success },
  ])('is no payment that was read as paid before $name', ({ order, verdict }) => {
    expect(judge(order, { paidAt: null })).toEqual(verdict);
  });

  test('does not apply to the payment that settled the order', () => {
    expect(judge({ ...settledBySame, expiresAt: BEFORE, closedAt: BEFORE })).toEqual(success);
  });
});

describe("an account's deadline", () => {
  const inTime = new Date('2026-11-24T14:59:00Z');
  const tooLate = new Date('2026-11-24T14:59:01Z');
  const deposit = (overrides: PaymentOverrides = {}): PaymentOverrides => ({
    virtualAccount: buildAccount(),
    paidAt: inTime,
    ...overrides,
  });

  test.each<Row>([
    { name: 'deposited in time', payment: deposit(), verdict: success },
    { name: 'deposited too late', payment: deposit({ paidAt: tooLate }), verdict: lateByDeadline },
    { name: 'paid by card in time', payment: { impUid: OTHER }, verdict: success },
    {
      name: 'paid by card while the account is open',
      payment: { impUid: OTHER, paidAt: inTime },
      verdict: lateByDeadline,
    },
  ])('counts for the deposit into it and for nothing else: $name', ({ payment, verdict }) => {
    expect(judge({ ...waitsForDeposit, expiresAt: AFTER }, payment)).toEqual(verdict);
    expect(judge({ ...waitsForDeposit, state: 'expired', expiresAt: AFTER }, payment)).toEqual(verdict);
  });

  test('never shortens it, so an account that ends at once cannot close an order', () => {
    const order = { ...waitsForDeposit, expiresAt: new Date('2026-12-31T00:00:00Z') };
    const byCard = { impUid: OTHER, paidAt: tooLate };
    expect(judge(order, deposit({ paidAt: tooLate }))).toEqual(success);
    expect(judge(order, byCard)).toEqual(success);
    expect(judge({ ...order, expiresAt: null }, byCard)).toEqual(success);
  });

  test('is the deadline of its deposit if the order has none', () => {
    const order = { ...waitsForDeposit, expiresAt: null };
    expect(judge(order, deposit())).toEqual(success);
    expect(judge(order, deposit({ paidAt: tooLate }))).toEqual(lateByDeadline);
  });

  test('leaves the expiry in force if the PG does not report it', () => {
    const virtualAccount = buildAccount({ dueAt: null });
    const payments = [buildRecord({ ...account, virtualAccount, outcome: 'vbankIssued' })];
    const order = { ...waitsForDeposit, virtualAccount, payments, expiresAt: AFTER };
    expect(judge(order, deposit({ virtualAccount, paidAt: AFTER }))).toEqual(success);
    expect(judge(order, deposit({ virtualAccount }))).toEqual(lateByDeadline);
  });

  test.each<Row>([
    { name: 'issued in time', payment: deposit(), verdict: success },
    { name: 'deposited too late', payment: deposit({ paidAt: tooLate }), verdict: lateByDeadline },
    {
      name: 'issued after the order expired',
      payment: deposit({ virtualAccount: buildAccount({ issuedAt: new Date('2026-11-21T03:00:00Z') }) }),
      verdict: lateByDeadline,
    },
    {
      name: 'started in time, issued at an unknown time',
      payment: deposit({ virtualAccount: buildAccount({ issuedAt: null }) }),
      verdict: success,
    },
    {
      name: 'started after the order expired, issued at an unknown time',
      payment: deposit({
        virtualAccount: buildAccount({ issuedAt: null }),
        startedAt: new Date('2026-11-21T03:00:00Z'),
      }),
      verdict: lateByDeadline,
    },
    {
      name: 'without a time of its start',
      payment: deposit({ virtualAccount: buildAccount({ issuedAt: null }), startedAt: null }),
      verdict: success,
    },
  ])('counts where the deposit is the first we hear of the account: $name', ({ payment, verdict }) => {
    expect(judge({ state: 'expired', expiresAt: AFTER }, payment)).toEqual(verdict);
  });

  describe('beside that of another account', () => {
    const end = new Date('2026-11-30T00:00:00Z');
    const another = (dueAt: Date | null) =>
      buildRecord({
        ...account,
        impUid: OTHER,
        outcome: 'vbankIssued',
        virtualAccount: buildAccount({ impUid: OTHER, dueAt }),
      });
    const own = waitsForDeposit.payments ?? [];

    test.each<{ readonly name: string; readonly expiresAt: Date | null; readonly dueAt: Date | null }>([
      { name: 'which lasts longer', expiresAt: AFTER, dueAt: end },
      { name: 'which does not tell its own', expiresAt: AFTER, dueAt: null },
      { name: 'which lasts longer, of an order without an end', expiresAt: null, dueAt: end },
      { name: 'which does not tell its own, of an order without an end', expiresAt: null, dueAt: null },
    ])('is its own still: $name', ({ expiresAt, dueAt }) => {
      const order = { ...waitsForDeposit, expiresAt, payments: [...own, another(dueAt)] };
      expect(judge(order, deposit())).toEqual(success);
      expect(judge(order, deposit({ paidAt: tooLate }))).toEqual(lateByDeadline);
    });
  });

  test('refuses an account that was issued after the order expired', () => {
    const lateAccount = buildAccount({ issuedAt: new Date('2026-11-21T03:00:00Z') });
    expect(judge({ expiresAt: AFTER }, { ...account, virtualAccount: lateAccount })).toEqual(lateByDeadline);
    expect(judge({ expiresAt: AFTER }, account)).toEqual(issued);
    expect(judge({ expiresAt: buildAccount().issuedAt }, account)).toEqual(issued);
  });

  test('does not override the closing by the shop', () => {
    expect(judge({ ...waitsForDeposit, state: 'closed', closedAt: AFTER }, deposit())).toEqual(closedByShop);
  });

  const holding = (dueAt: Date | null, more: Partial<PaymentRecord> = {}): OrderOverrides => {
    const record = buildRecord({ ...account, outcome: 'vbankIssued', virtualAccount: buildAccount({ dueAt }) });
    return { payments: [{ ...record, ...more }] };
  };
  const lateAccount = buildAccount({ dueAt: inTime, issuedAt: new Date('2026-11-21T03:00:00Z') });
  test.each<{ readonly name: string; readonly order: OrderOverrides; readonly end: Date | null }>([
    { name: 'its expiry', order: { expiresAt: AFTER }, end: AFTER },
    { name: 'none', order: {}, end: null },
    { name: 'none, even if its account has a deadline', order: holding(inTime), end: null },
    { name: "its account's deadline", order: { expiresAt: AFTER, ...holding(inTime) }, end: inTime },
    { name: 'its expiry where the account ends before', order: { expiresAt: AFTER, ...holding(BEFORE) }, end: AFTER },
    { name: 'its expiry where the account does not tell', order: { expiresAt: AFTER, ...holding(null) }, end: AFTER },
    {
      name: 'its expiry where the account is a false one',
      order: { expiresAt: AFTER, ...holding(inTime, { outcome: 'forgery' }) },
      end: AFTER,
    },
    {
      name: 'its expiry where the account is held',
      order: { expiresAt: AFTER, ...holding(inTime, { outcome: 'paymentHeld' }) },
      end: AFTER,
    },
    {
      name: 'its expiry where the account was issued after it',
      order: { expiresAt: AFTER, ...holding(inTime, { virtualAccount: lateAccount }) },
      end: AFTER,
    },
    { name: "no longer its account's once that is paid", order: { ...settledBySame, expiresAt: AFTER }, end: AFTER },
  ])('endOf an order is $name', ({ order, end }) => {
    expect(endOf(buildOrder(order))).toEqual(end);
  });
});

describe('a late payment that the policy accepts', () => {
  const accept = (order: OrderOverrides, payment: PaymentOverrides = {}): Verdict =>
    judgePayment(buildOrder(order), buildPayment(payment), {
      mode: 'live',
      moneyPolicy: { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'accept' },
    });
  const expired: OrderOverrides = { state: 'expired', expiresAt: BEFORE };

  test.each<Row>([
    { name: 'after the deadline', order: expired, verdict: { ...success, late: true } },
    { name: 'after the closing', order: { state: 'closed', closedAt: BEFORE }, verdict: { ...success, late: true } },
    {
      name: 'given back in part since',
      order: expired,
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: { ...partly, late: true },
    },
    {
      name: 'by deposit',
      order: expired,
      payment: { virtualAccount: buildAccount(), paidAt: new Date('2026-11-25T00:00:00Z') },
      verdict: { ...success, late: true },
    },
  ])('settles the order, and says so: $name', ({ order, payment, verdict }) => {
    expect(accept(order ?? {}, payment)).toEqual(verdict);
  });

  test.each<Row>([
    { name: 'in time', order: { expiresAt: AFTER }, verdict: success },
    { name: 'settled by it', order: { ...settledBySame, expiresAt: BEFORE }, verdict: success },
    {
      name: 'settled by another',
      order: { paidBy: OTHER, expiresAt: BEFORE },
      verdict: { outcome: 'duplicate', paidBy: OTHER },
    },
    {
      name: 'of another amount',
      order: expired,
      payment: { amount: 100 },
      verdict: { outcome: 'forgery', reason: 'amount' },
    },
    { name: 'given back whole', order: expired, payment: { status: 'cancelled' }, verdict: { outcome: 'cancelled' } },
    { name: 'an account only', order: expired, payment: account, verdict: lateByDeadline },
  ])('is judged as ever where it is $name', ({ order, payment, verdict }) => {
    expect(accept(order ?? {}, payment)).toEqual(verdict);
  });

  test.each<{ cause: CancelCause; state: CancelState; isAccepted: boolean }>([
    { cause: 'late', state: 'requested', isAccepted: true },
    { cause: 'late', state: 'sent', isAccepted: false },
    { cause: 'late', state: 'accepted', isAccepted: false },
    { cause: 'late', state: 'unclear', isAccepted: false },
    { cause: 'late', state: 'done', isAccepted: false },
    { cause: 'late', state: 'refused', isAccepted: true },
    { cause: 'late', state: 'dropped', isAccepted: true },
    { cause: 'shop', state: 'requested', isAccepted: false },
    { cause: 'shop', state: 'sent', isAccepted: false },
    { cause: 'shop', state: 'done', isAccepted: false },
    { cause: 'shop', state: 'refused', isAccepted: true },
  ])('settles nothing with money that is going back: $cause $state', ({ cause, state, isAccepted }) => {
    const verdict = accept({ ...expired, cancels: [buildCancel({ cause, state })] });
    expect(verdict).toEqual(isAccepted ? { ...success, late: true } : lateByDeadline);
  });

  test.each([
    { name: "another payment's", cancel: buildCancel({ impUid: OTHER, state: 'sent' }) },
    { name: 'an account, which the deposit came before', cancel: buildCancel({ kind: 'revoke', cause: 'closed' }) },
  ])('settles the order whatever is undone of $name', ({ cancel }) => {
    expect(accept({ ...expired, cancels: [cancel] })).toEqual({ ...success, late: true });
  });
});

describe('a payment that is being refunded, and turns out to have been in time', () => {
  const pending: Verdict = { outcome: 'pending', unknownStatus: false };

  test.each<{ cause: CancelCause; state: CancelState; verdict: Verdict }>([
    { cause: 'late', state: 'requested', verdict: success },
    { cause: 'late', state: 'sent', verdict: pending },
    { cause: 'late', state: 'accepted', verdict: pending },
    { cause: 'late', state: 'unclear', verdict: pending },
    { cause: 'late', state: 'refused', verdict: success },
    { cause: 'late', state: 'dropped', verdict: success },
    { cause: 'shop', state: 'requested', verdict: pending },
    { cause: 'shop', state: 'sent', verdict: pending },
    { cause: 'shop', state: 'done', verdict: success },
  ])('settles the order only if it stays: $cause $state', ({ cause, state, verdict }) => {
    const cancels = [buildCancel({ impUid: OTHER, cause, state })];
    const order = { ...waitsForDeposit, expiresAt: new Date('2026-11-23T00:00:00Z'), cancels };
    expect(judge(order, { impUid: OTHER, paidAt: new Date('2026-11-22T00:00:00Z') })).toEqual(verdict);
  });

  test('stays the one that settled the order', () => {
    expect(judge({ ...settledBySame, cancels: [buildCancel({ state: 'sent' })] })).toEqual(success);
  });
});
