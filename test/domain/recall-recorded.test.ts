import { recallRecorded, recallSettling } from '../../src/domain/recall-recorded';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildRecord } from '../support/build-payment';

const IMP_UID = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const live = { mode: 'live' } as const;

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const paid: OrderOverrides = { state: 'paid', paidBy: IMP_UID, payments: [buildRecord()] };
const account = buildRecord({ status: 'ready', virtualAccount: buildAccount(), outcome: 'vbankIssued' });
const late: OrderOverrides = {
  state: 'expired',
  expiresAt: new Date('2026-11-21T01:00:00Z'),
  payments: [buildRecord({ outcome: 'orderClosed' })],
};

type Row = readonly [string, OrderOverrides, Verdict | null];

test.each<Row>([
  ['the payment that settled the order', paid, success],
  [
    'that payment, refunded in part',
    {
      ...paid,
      state: 'partially_cancelled',
      payments: [buildRecord({ status: 'cancelled', cancelAmount: 5_000 })],
    },
    { outcome: 'success', partlyCancelled: true },
  ],
  [
    'that payment, given back',
    { ...paid, state: 'cancelled', payments: [buildRecord({ status: 'cancelled', outcome: 'cancelled' })] },
    { outcome: 'cancelled' },
  ],
  [
    'a second payment',
    {
      state: 'paid',
      paidBy: OTHER,
      payments: [buildRecord({ impUid: OTHER }), buildRecord({ outcome: 'duplicate' })],
    },
    { outcome: 'duplicate', paidBy: OTHER },
  ],
  ['a late payment', late, { outcome: 'orderClosed', closedBy: 'deadline' }],
  [
    'an open account',
    { state: 'ready', virtualAccount: buildAccount(), payments: [account] },
    { outcome: 'vbankIssued', account: buildAccount() },
  ],
  [
    'an account, of an order that was paid by another payment since',
    { state: 'paid', paidBy: OTHER, payments: [account, buildRecord({ impUid: OTHER })] },
    { outcome: 'duplicate', paidBy: OTHER },
  ],
])('is answered without a look-up: %s', (_, order, verdict) => {
  expect(recallRecorded(buildOrder(order), IMP_UID, live)).toEqual(verdict);
});

test.each<Row>([
  ['a payment that the order does not hold', { state: 'paid', paidBy: OTHER }, null],
  ['a failed one', { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] }, null],
  ['one that is not paid yet', { payments: [buildRecord({ status: 'ready', outcome: 'pending' })] }, null],
  ['a forged one', { payments: [buildRecord({ amount: 100, outcome: 'forgery' })] }, null],
  ['a test payment, in live mode', { ...paid, payments: [buildRecord({ testChannel: true })] }, null],
  ['one that would settle the order now, but has not', { ...late, state: 'pending', expiresAt: null }, null],
])('i’mport’s answer is needed: %s', (_, order) => {
  expect(recallRecorded(buildOrder(order), IMP_UID, live)).toBeNull();
});

describe('a settling', () => {
  const at = new Date('2026-11-21T01:03:00Z');
  const settled = (over: OrderOverrides = {}) =>
    buildOrder({
      ...paid,
      history: [{ at, from: 'pending', to: 'paid', source: 'webhook', impUid: IMP_UID }],
      ...over,
    });
  const after = (ms: number) => ({ policy: live, now: new Date(at.getTime() + ms) });

  test.each([
    { ms: 0, verdict: success },
    { ms: 9_999, verdict: success },
    { ms: 10_000, verdict: null },
    { ms: -1, verdict: null },
  ])('is $verdict.outcome without a look-up $ms ms after it', ({ ms, verdict }) => {
    expect(recallSettling(settled(), IMP_UID, after(ms))).toEqual(verdict);
  });

  test('counts from the first transition, not from a partial cancel', () => {
    const again = {
      at: after(20_000).now,
      from: 'paid',
      to: 'partially_cancelled',
      source: 'webhook',
      impUid: IMP_UID,
    };
    const order = settled({ history: [...settled().history, again as never] });
    expect(recallSettling(order, IMP_UID, after(21_000))).toBeNull();
  });

  test('gives no verdict on another payment', () => {
    expect(recallSettling(settled(), OTHER, after(0))).toBeNull();
  });
});
