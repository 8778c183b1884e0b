import { judgePayment } from '../../src/domain/judge-payment';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, buildRecord, type PaymentOverrides } from '../support/build-payment';

const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const partly: Verdict = { outcome: 'success', partlyCancelled: true };
const issued: Verdict = { outcome: 'vbankIssued', account: buildAccount() };
const pending: Verdict = { outcome: 'pending', unknownStatus: false };
const cancelled: Verdict = { outcome: 'cancelled' };
const lateByDeadline: Verdict = { outcome: 'orderClosed', closedBy: 'deadline' };
const duplicate: Verdict = { outcome: 'duplicate', paidBy: OTHER };
const failed: Verdict = { outcome: 'failed', reason: '[결제포기] 사용자가 결제를 취소하셨습니다' };
const forgery = (reason: 'order' | 'testChannel' | 'currency' | 'amount'): Verdict => ({ outcome: 'forgery', reason });

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
const settledByOther: OrderOverrides = {
  state: 'paid',
  paidBy: OTHER,
  payments: [buildRecord({ impUid: OTHER })],
};
const waitsForDeposit: OrderOverrides = {
  state: 'ready',
  virtualAccount: buildAccount(),
  payments: [buildRecord({ ...account, outcome: 'vbankIssued' })],
};

describe('an older report', () => {
  const ownCancelled = {
    ...settledBySame,
    state: 'cancelled',
    payments: [buildRecord({ status: 'cancelled' })],
  } as const;
  const ownCancelledInPart = {
    ...settledBySame,
    state: 'partially_cancelled',
    payments: [buildRecord({ status: 'cancelled', cancelAmount: 5000 })],
  } as const;

  test.each<Row>([
    { name: 'ready after paid', order: settledBySame, payment: { status: 'ready' }, verdict: success },
    { name: 'an account after its deposit', order: settledBySame, payment: account, verdict: success },
    { name: 'failed after paid', order: settledBySame, payment: { status: 'failed' }, verdict: success },
    { name: 'ready after cancelled', order: ownCancelled, payment: { status: 'ready' }, verdict: cancelled },
    { name: 'failed after cancelled', order: ownCancelled, payment: { status: 'failed' }, verdict: cancelled },
    { name: 'paid after cancelled', order: ownCancelled, verdict: cancelled },
    {
      name: 'a part after the whole',
      order: ownCancelled,
      payment: { status: 'cancelled', cancelAmount: 5000 },
      verdict: cancelled,
    },
    { name: 'paid after a part was cancelled', order: ownCancelledInPart, verdict: partly },
    {
      name: 'a smaller part after a greater one',
      order: ownCancelledInPart,
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: partly,
    },
    {
      name: 'ready without an account after its issue',
      order: waitsForDeposit,
      payment: { status: 'ready' },
      verdict: issued,
    },
    {
      name: 'an account after it was revoked',
      order: { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] },
      payment: account,
      verdict: failed,
    },
    {
      name: 'ready after a duplicate was paid',
      order: { ...settledByOther, payments: [buildRecord({ impUid: OTHER }), buildRecord({ outcome: 'duplicate' })] },
      payment: { status: 'ready' },
      verdict: duplicate,
    },
    {
      name: 'ready after a late payment',
      order: { state: 'expired', expiresAt: BEFORE, payments: [buildRecord({ outcome: 'orderClosed' })] },
      payment: { status: 'ready' },
      verdict: lateByDeadline,
    },
  ])('is judged by the newer one that we hold: $name', ({ order, payment, verdict }) => {
    expect(judge(order, payment)).toEqual(verdict);
  });

  test('does not turn a forged payment into the stored valid one', () => {
    const stored = buildRecord({ amount: 100, outcome: 'forgery' });
    expect(judge({ payments: [stored] }, account)).toEqual(forgery('amount'));
  });

  test('is refused if it names another order than the stored one', () => {
    expect(judge(settledBySame, { status: 'ready', merchantUid: 'ord-2026-0002' })).toEqual(forgery('order'));
  });

  test.each<Row>([
    { name: 'an unknown status', payment: { status: 'unknown', cancelAmount: 500 }, verdict: pending },
    { name: 'an unknown status of all', payment: { status: 'unknown', cancelAmount: 64_900 }, verdict: pending },
    { name: 'a cancel of nothing', payment: { status: 'cancelled', cancelAmount: 0 }, verdict: pending },
  ])('never means a report that we do not understand, though it came first: $name', ({ payment, verdict }) => {
    const order = { payments: [buildRecord({ ...payment, outcome: 'pending' })] };
    expect(judge(order, { status: 'ready' })).toEqual(verdict);
    expect(judge(order, account)).toEqual(issued);
    expect(judge(order, { status: 'failed' })).toEqual(failed);
    expect(judge({ ...order, expiresAt: BEFORE })).toEqual(lateByDeadline);
    expect(judge(order)).toEqual(success);
  });
});

describe('a newer report', () => {
  test.each<Row>([
    {
      name: 'paid after failed, which is not final',
      order: { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] },
      verdict: success,
    },
    {
      name: 'paid after an abandoned window',
      order: { payments: [buildRecord({ status: 'ready', outcome: 'pending' })] },
      verdict: success,
    },
    {
      name: 'cancelled after paid',
      order: settledBySame,
      payment: { status: 'cancelled' },
      verdict: cancelled,
    },
    {
      name: 'paid after another payment settled the order in the meantime',
      order: { ...settledByOther, payments: [buildRecord({ status: 'failed', outcome: 'failed' })] },
      verdict: duplicate,
    },
  ])('is judged by itself: $name', ({ order, payment, verdict }) => {
    expect(judge(order, payment)).toEqual(verdict);
  });

  test('is compared with its own payment only', () => {
    const order = { payments: [buildRecord({ impUid: OTHER, status: 'cancelled', outcome: 'cancelled' })] };
    expect(judge(order, { status: 'ready' })).toEqual(pending);
    expect(judge(order)).toEqual(success);
  });
});
