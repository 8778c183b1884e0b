import { judgePayment, type JudgePolicy } from '../../src/domain/judge-payment';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, buildRecord, type PaymentOverrides } from '../support/build-payment';

const live: JudgePolicy = { mode: 'live' };
const OTHER = 'imp_700000000002';
const BEFORE = new Date('2026-11-21T01:00:00Z');

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const partly: Verdict = { outcome: 'success', partlyCancelled: true };
const issued: Verdict = { outcome: 'vbankIssued', account: buildAccount() };
const pending: Verdict = { outcome: 'pending', unknownStatus: false };
const unknown: Verdict = { outcome: 'pending', unknownStatus: true };
const cancelled: Verdict = { outcome: 'cancelled' };
const lateByDeadline: Verdict = { outcome: 'orderClosed', closedBy: 'deadline' };
const closedByShop: Verdict = { outcome: 'orderClosed', closedBy: 'shop' };
const duplicate: Verdict = { outcome: 'duplicate', paidBy: OTHER };
const failed: Verdict = { outcome: 'failed', reason: '[결제포기] 사용자가 결제를 취소하셨습니다' };
const forgery = (reason: 'order' | 'testChannel' | 'currency' | 'amount'): Verdict => ({ outcome: 'forgery', reason });

interface Row {
  readonly name: string;
  readonly order?: OrderOverrides;
  readonly payment?: PaymentOverrides;
  readonly verdict: Verdict;
}

const judge = (order: OrderOverrides = {}, payment: PaymentOverrides = {}, policy = live): Verdict =>
  judgePayment(buildOrder(order), buildPayment(payment), policy);

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

describe.each(['live', 'test'] as const)('the decision table in %s mode', (mode) => {
  const rows: Row[] = [
    { name: 'paid, order pending', verdict: success },
    { name: 'paid, order settled by the same payment', order: settledBySame, verdict: success },
    { name: 'paid, order settled by another payment', order: settledByOther, verdict: duplicate },
    {
      name: 'paid, order given back whole, which another payment had settled',
      order: { ...settledByOther, state: 'cancelled' },
      verdict: { ...duplicate, refunded: true },
    },
    {
      name: 'paid too late, order expired',
      order: { state: 'expired', expiresAt: BEFORE },
      verdict: lateByDeadline,
    },
    { name: 'paid too late, order not yet marked as expired', order: { expiresAt: BEFORE }, verdict: lateByDeadline },
    { name: 'paid after the shop closed it', order: { state: 'closed', closedAt: BEFORE }, verdict: closedByShop },
    { name: 'paid by deposit, order waits for it', order: waitsForDeposit, verdict: success },
    { name: 'account issued, order pending', payment: account, verdict: issued },
    { name: 'account issued, order knows it', order: waitsForDeposit, payment: account, verdict: issued },
    {
      name: 'another account issued, order waits for the first',
      order: waitsForDeposit,
      payment: { ...account, impUid: OTHER },
      verdict: issued,
    },
    { name: 'account issued, order settled by another', order: settledByOther, payment: account, verdict: duplicate },
    {
      name: 'account issued, order closed by the shop',
      order: { state: 'closed', closedAt: BEFORE },
      payment: account,
      verdict: closedByShop,
    },
    { name: 'account issued, order expired', order: { state: 'expired' }, payment: account, verdict: lateByDeadline },
    { name: 'ready without an account, order pending', payment: { status: 'ready' }, verdict: pending },
    {
      name: 'ready without an account, order settled by another',
      order: settledByOther,
      payment: { status: 'ready' },
      verdict: pending,
    },
    {
      name: 'ready without an account, order closed',
      order: { state: 'closed', closedAt: BEFORE },
      payment: { status: 'ready' },
      verdict: pending,
    },
    { name: 'failed, order pending', payment: { status: 'failed' }, verdict: failed },
    {
      name: 'failed for no known reason',
      payment: { status: 'failed', failReason: null },
      verdict: { outcome: 'failed', reason: null },
    },
    { name: 'failed, order settled by another', order: settledByOther, payment: { status: 'failed' }, verdict: failed },
    { name: 'failed, order expired', order: { state: 'expired' }, payment: { status: 'failed' }, verdict: failed },
    {
      name: 'account revoked',
      order: waitsForDeposit,
      payment: { status: 'failed', virtualAccount: buildAccount(), failReason: '계좌말소' },
      verdict: { outcome: 'failed', reason: '계좌말소' },
    },
    {
      name: 'cancelled in part, order settled by it',
      order: settledBySame,
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: partly,
    },
    {
      name: 'cancelled in part, order never heard of it',
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: partly,
    },
    {
      name: 'cancelled in part, order settled by another',
      order: settledByOther,
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: duplicate,
    },
    {
      name: 'cancelled in part, paid too late',
      order: { expiresAt: BEFORE },
      payment: { status: 'cancelled', cancelAmount: 100 },
      verdict: lateByDeadline,
    },
    {
      name: 'cancelled in part while the status still says paid',
      payment: { cancelAmount: 100 },
      verdict: partly,
    },
    {
      name: 'cancelled whole, order settled by it',
      order: settledBySame,
      payment: { status: 'cancelled' },
      verdict: cancelled,
    },
    { name: 'cancelled whole, order never heard of it', payment: { status: 'cancelled' }, verdict: cancelled },
    {
      name: 'cancelled whole while the status still says paid',
      payment: { cancelAmount: 64_900 },
      verdict: cancelled,
    },
    {
      name: 'cancelled whole, order settled by another',
      order: settledByOther,
      payment: { status: 'cancelled' },
      verdict: cancelled,
    },
    {
      name: 'cancelled whole, paid too late',
      order: { expiresAt: BEFORE },
      payment: { status: 'cancelled' },
      verdict: cancelled,
    },
    { name: 'an unknown status', payment: { status: 'unknown', statusText: 'pay_pending' }, verdict: unknown },
    {
      name: 'an unknown status of the payment that settled the order',
      order: settledBySame,
      payment: { status: 'unknown', statusText: 'held' },
      verdict: unknown,
    },
    {
      name: 'cancelled with nothing cancelled',
      payment: { status: 'cancelled', cancelAmount: 0 },
      verdict: unknown,
    },
    { name: 'made for another order', payment: { merchantUid: 'ord-2026-0002' }, verdict: forgery('order') },
    {
      name: 'an account for another order',
      payment: { ...account, merchantUid: 'ord-2026-0002' },
      verdict: forgery('order'),
    },
  ];

  test.each(rows)('$name', ({ order, payment, verdict }) => {
    expect(judge(order, payment, { mode })).toEqual(verdict);
  });

  test.each<Row>([
    { name: 'paid', verdict: success },
    { name: 'account issued', payment: account, verdict: issued },
    { name: 'cancelled in part', payment: { status: 'cancelled', cancelAmount: 100 }, verdict: partly },
    { name: 'failed', payment: { status: 'failed' }, verdict: failed },
    { name: 'an unknown status', payment: { status: 'unknown' }, verdict: unknown },
  ])('the test channel counts in test mode only: $name', ({ payment, verdict }) => {
    const expected = mode === 'live' ? forgery('testChannel') : verdict;
    expect(judge({}, { ...payment, testChannel: true }, { mode })).toEqual(expected);
  });
});

describe('the order of the rules', () => {
  const breaches: Row[] = [
    { name: 'order', payment: { merchantUid: 'ord-2026-0002' }, verdict: forgery('order') },
    { name: 'test channel', payment: { testChannel: true }, verdict: forgery('testChannel') },
    { name: 'currency', payment: { currency: 'USD' }, verdict: forgery('currency') },
    { name: 'amount', payment: { amount: 1000 }, verdict: forgery('amount') },
    { name: 'status', payment: { status: 'failed' }, verdict: failed },
    { name: 'settled', order: settledByOther, verdict: duplicate },
    { name: 'closed', order: { closedAt: BEFORE, expiresAt: BEFORE }, verdict: closedByShop },
  ];
  const pairs = breaches.flatMap((first, at) => breaches.slice(at + 1).map((second) => ({ first, second })));

  test.each(pairs)('reports $first.name before $second.name', ({ first, second }) => {
    const verdict = judge({ ...first.order, ...second.order }, { ...first.payment, ...second.payment });
    expect(verdict).toEqual(first.verdict);
  });

  test('reports the first rule of a payment that breaks every one', () => {
    const order = Object.assign({}, ...breaches.map((breach) => breach.order)) as OrderOverrides;
    const payment = Object.assign({}, ...breaches.map((breach) => breach.payment)) as PaymentOverrides;
    expect(judge(order, payment)).toEqual(forgery('order'));
  });

  test.each<Row>([
    { name: 'failed', payment: { status: 'failed' }, verdict: failed },
    { name: 'cancelled whole', payment: { status: 'cancelled' }, verdict: cancelled },
    { name: 'not paid yet', payment: { status: 'ready' }, verdict: pending },
    { name: 'an unknown status', payment: { status: 'unknown' }, verdict: unknown },
  ])('reports the status before settled and closed: $name', ({ payment, verdict }) => {
    expect(judge({ ...settledByOther, closedAt: BEFORE }, payment)).toEqual(verdict);
  });

  test('reports the closing by the shop before the deadline', () => {
    const order: OrderOverrides = { state: 'closed', closedAt: BEFORE, expiresAt: BEFORE };
    expect(judge(order)).toEqual(closedByShop);
    expect(judge(order, account)).toEqual(closedByShop);
  });
});
