import { HOLD_EVERYTHING } from '../../../src/domain/money-policy';
import type { JudgePolicy } from '../../../src/domain/judge-payment';
import type { Order } from '../../../src/domain/order';
import { planSending } from '../../../src/domain/cancel/send-cancel';
import { buildCancel, buildCancellation, type CancelOverrides } from '../../support/build-cancel';
import { buildOrder } from '../../support/build-order';
import { buildPayment, buildRecord, type PaymentOverrides } from '../../support/build-payment';

const at = new Date('2026-11-22T06:00:00Z');
const HOLD: JudgePolicy = { mode: 'live', moneyPolicy: HOLD_EVERYTHING };

/** A paid order of 64,900 won whose first cancel's turn has come. */
function prepare(
  cancel: CancelOverrides,
  {
    payment = {},
    others = [],
    policy = HOLD,
  }: { payment?: PaymentOverrides; others?: CancelOverrides[]; policy?: JudgePolicy } = {},
) {
  const first = buildCancel({ ...cancel, state: 'requested' });
  const reported = buildPayment(payment);
  const order: Order = buildOrder({
    state: 'paid',
    paidBy: reported.impUid,
    payments: [buildRecord({ ...payment, outcome: 'success' })],
    cancels: [first, ...others.map((other, index) => buildCancel({ id: `other-${index}`, ...other }))],
  });
  return planSending(order, first, policy, at);
}

test('a sent cancel is stored with the state of its payment', () => {
  const cancellations = [buildCancellation({ cancellationId: 'c0', amount: 900 })];
  const sent = prepare({ amount: 1_000 }, { payment: { status: 'cancelled', cancelAmount: 900, cancellations } });
  expect(sent).toMatchObject({
    state: 'sent',
    amount: 1_000,
    sentAt: at,
    dueAt: new Date('2026-11-22T06:01:00Z'),
    baseline: { cancelAmount: 900, cancellationIds: ['c0'] },
  });
});

test.each<[string, CancelOverrides, { payment?: PaymentOverrides; others?: CancelOverrides[] }, object]>([
  ['all that is left by now', { all: true, amount: 64_900 }, part(900), { state: 'sent', amount: 64_000 }],
  [
    'all but the amount that a later one has reserved',
    { all: true, amount: 60_000 },
    { others: [{ amount: 4_900 }] },
    { state: 'sent', amount: 60_000 },
  ],
  ['exactly what is left', { amount: 64_000 }, part(900), { state: 'sent', amount: 64_000 }],
  ['more than is left by now', { amount: 64_001 }, part(900), { state: 'refused', why: 'balanceTooLow' }],
  ['all of nothing', { all: true, amount: 64_900 }, part(64_900), { state: 'refused', why: 'balanceTooLow' }],
  ['of a payment that the order does not hold', { impUid: 'imp_2' }, {}, { state: 'dropped' }],
  ['of a guard, no longer wanted', { cause: 'duplicate', all: true }, {}, { state: 'dropped' }],
])('%s', (_, cancel, world, expected) => {
  const prepared = prepare(cancel, world);
  expect(prepared).toMatchObject(expected);
  expect('sentAt' in prepared).toBe(prepared.state === 'sent');
});

function part(cancelAmount: number): { payment: PaymentOverrides } {
  return { payment: { status: 'cancelled', cancelAmount } };
}
