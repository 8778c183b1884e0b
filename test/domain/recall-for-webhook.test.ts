import { recallForWebhook, type ReportClaim } from '../../src/domain/recall-for-webhook';
import type { Amount } from '../../src/domain/money';
import type { Verdict } from '../../src/domain/verdict';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildRecord } from '../support/build-payment';

const IMP_UID = 'imp_700000000001';
const OTHER = 'imp_700000000002';

const success: Verdict = { outcome: 'success', partlyCancelled: false };
const partly: Verdict = { outcome: 'success', partlyCancelled: true };

const cancel = (cancellationId: string | null, amount: number) => ({
  cancellationId,
  amount: amount as Amount,
  cancelledAt: new Date('2026-11-22T05:00:00Z'),
  reason: null,
});
const paid: OrderOverrides = { state: 'paid', paidBy: IMP_UID, payments: [buildRecord()] };
const partlyCancelled: OrderOverrides = {
  state: 'partially_cancelled',
  paidBy: IMP_UID,
  payments: [buildRecord({ status: 'cancelled', cancelAmount: 5_000, cancellations: [cancel('c-1', 5_000)] })],
};
const cancelled: OrderOverrides = {
  state: 'cancelled',
  paidBy: IMP_UID,
  payments: [
    buildRecord({
      status: 'cancelled',
      outcome: 'cancelled',
      cancellations: [cancel('c-1', 5_000), cancel('c-2', 59_900)],
    }),
  ],
};
const oldCancel: OrderOverrides = {
  ...cancelled,
  payments: [buildRecord({ status: 'cancelled', outcome: 'cancelled', cancellations: [cancel(null, 64_900)] })],
};
const waits: OrderOverrides = {
  state: 'ready',
  virtualAccount: buildAccount(),
  payments: [buildRecord({ status: 'ready', virtualAccount: buildAccount(), outcome: 'vbankIssued' })],
};
const failed: OrderOverrides = { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] };
const entry = (reason: 'duplicate' | 'amountDiffers' | 'late') => ({
  at: new Date('2026-11-21T01:03:00Z'),
  reason,
  source: 'webhook' as const,
  impUid: IMP_UID,
  reported: { merchantUid: 'ord-2026-0001', status: 'paid', amount: '100', currency: 'KRW', testChannel: false },
});
const duplicate: OrderOverrides = {
  state: 'paid',
  paidBy: OTHER,
  payments: [buildRecord({ impUid: OTHER }), buildRecord({ outcome: 'duplicate' })],
  attention: [entry('duplicate')],
};
const forged: OrderOverrides = {
  payments: [buildRecord({ amount: 100, outcome: 'forgery' })],
  attention: [entry('amountDiffers')],
};
const late: OrderOverrides = {
  state: 'expired',
  expiresAt: new Date('2026-11-21T01:00:00Z'),
  payments: [buildRecord({ outcome: 'orderClosed' })],
  attention: [entry('late')],
};

type Row = readonly [string, OrderOverrides, Partial<ReportClaim>, Verdict | null];

test.each<Row>([
  ['paid, and paid it is', paid, {}, success],
  ['ready, long paid', paid, { status: 'ready' }, success],
  ['a stale paid after a cancel in part', partlyCancelled, {}, partly],
  ['a stale paid after the whole cancel', cancelled, {}, { outcome: 'cancelled' }],
  ['the cancel in part that is stored', partlyCancelled, { status: 'cancelled', cancellationId: 'c-1' }, partly],
  ['the first of two cancels', cancelled, { status: 'cancelled', cancellationId: 'c-1' }, { outcome: 'cancelled' }],
  ['a duplicate that is recorded', duplicate, {}, { outcome: 'duplicate', paidBy: OTHER }],
  ['a forgery that is recorded', forged, {}, { outcome: 'forgery', reason: 'amount' }],
  ['a late payment that is recorded', late, {}, { outcome: 'orderClosed', closedBy: 'deadline' }],
])('is answered from what is stored: %s', (_, order, claim, verdict) => {
  expect(recall(order, claim)).toEqual(verdict);
});

test.each<Row>([
  ['the first report of a payment', {}, {}, null],
  ['another payment of a paid order', paid, { impUid: OTHER }, null],
  ['paid, of an open account', waits, {}, null],
  ['ready, of an account whose terms may be new', waits, { status: 'ready' }, null],
  ['failed, which is not final', failed, { status: 'failed' }, null],
  ['paid after failed', failed, {}, null],
  ['failed after paid: unexpected, so it needs a look-up', paid, { status: 'failed' }, null],
  ['a cancel of a paid one', paid, { status: 'cancelled', cancellationId: 'c-1' }, null],
  ['a second cancel in part', partlyCancelled, { status: 'cancelled', cancellationId: 'c-2' }, null],
  ['a cancel without its id', cancelled, { status: 'cancelled' }, null],
  ['a cancel without its id, and one stored without', oldCancel, { status: 'cancelled' }, null],
  ['an unknown status', paid, { status: 'chargeback' }, null],
  ['no status', paid, { status: '' }, null],
  ['a forgery by the old amount, now the right one', { ...forged, amount: 100 }, {}, null],
  ['a duplicate without its evidence', { ...duplicate, attention: [] }, {}, null],
  ['a late one after the deadline was lifted', { ...late, expiresAt: null, state: 'pending' }, {}, null],
])('i’mport is asked: %s', (_, order, claim) => {
  expect(recall(order, claim)).toBeNull();
});

test('a test payment accepted in test mode needs a look-up in live mode', () => {
  const order = buildOrder({ ...paid, payments: [buildRecord({ testChannel: true })] });
  const claim = { impUid: IMP_UID, status: 'paid', cancellationId: null };
  expect(recallForWebhook(order, claim, { mode: 'test' })).toEqual(success);
  expect(recallForWebhook(order, claim, { mode: 'live' })).toBeNull();
});

function recall(order: OrderOverrides, claim: Partial<ReportClaim>): Verdict | null {
  const whole = { impUid: IMP_UID, status: 'paid', cancellationId: null, ...claim };
  return recallForWebhook(buildOrder(order), whole, { mode: 'live' });
}
