import type { Cancel } from '../../src/domain/cancel/cancel';
import { moneyTimesOf, paidTimeOf } from '../../src/domain/money-times';
import type { PaymentRecord } from '../../src/domain/payment-record';
import { refundsOf } from '../../src/domain/refunds-of';
import { buildCancel, buildCancellation, ENDED_AT, type CancelOverrides } from '../support/build-cancel';
import { buildRecord } from '../support/build-payment';

const CANCELLED_AT = new Date('2026-11-25T05:00:00Z');
const RECORDED_AT = new Date('2026-11-26T05:00:00Z');
const SHOWN_AT = new Date('2026-11-22T05:00:01Z');

type Fields = Parameters<typeof buildRecord>[0];
const refunded = (cancelAmount: number | null, fields: Fields = {}) =>
  buildRecord({ status: 'cancelled', cancelAmount, cancelledAt: CANCELLED_AT, recordedAt: RECORDED_AT, ...fields });
const done = (fields: CancelOverrides) => buildCancel({ ...fields, state: 'done' });

test.each<[string, PaymentRecord, readonly Cancel[], readonly unknown[]]>([
  [
    'a history that shows all',
    refunded(1_000, { cancellations: [buildCancellation()] }),
    [],
    [[1_000, SHOWN_AT, 'c1', null]],
  ],
  [
    'an entry of a cancel of this service',
    refunded(1_000, { cancellations: [buildCancellation()] }),
    [done({})],
    [[1_000, SHOWN_AT, 'c1', 'req-1']],
  ],
  ['no history', refunded(64_900), [], [[64_900, CANCELLED_AT, null, null]]],
  ['neither history nor time', refunded(64_900, { cancelledAt: null }), [], [[64_900, RECORDED_AT, null, null]]],
  [
    'no history, and cancels that the sum settled: each has its own row and time, which later refunds do not move',
    refunded(2_500),
    [
      done({ cancellationId: null }),
      done({ id: 'req-2', amount: 900, cancellationId: null, endedAt: new Date('2026-11-23T00:00:00Z') }),
    ],
    [
      [1_000, ENDED_AT, null, 'req-1'],
      [900, new Date('2026-11-23T00:00:00Z'), null, 'req-2'],
      [600, CANCELLED_AT, null, null],
    ],
  ],
  [
    'a cancel whose entry is no longer among the newest',
    refunded(1_500, { cancellations: [buildCancellation({ cancellationId: 'c2', amount: 500 })] }),
    [done({})],
    [
      [500, SHOWN_AT, 'c2', null],
      [1_000, ENDED_AT, 'c1', 'req-1'],
    ],
  ],
  [
    'an entry without id that the sum of its cancel explains',
    refunded(1_000, { cancellations: [buildCancellation({ cancellationId: null })] }),
    [done({ cancellationId: null })],
    [[1_000, SHOWN_AT, null, null]],
  ],
  [
    'an entry without the discount of a promotion',
    refunded(900, { cancellations: [buildCancellation({ amount: 810 })] }),
    [done({ amount: 900 })],
    [
      [810, SHOWN_AT, 'c1', 'req-1'],
      [90, CANCELLED_AT, null, null],
    ],
  ],
  [
    'an entry without time, of a cancel of this service',
    refunded(1_000, { cancellations: [buildCancellation({ cancelledAt: null })] }),
    [done({})],
    [[1_000, ENDED_AT, 'c1', 'req-1']],
  ],
  [
    'an entry without time, of the console',
    refunded(1_000, { cancellations: [buildCancellation({ cancelledAt: null })] }),
    [],
    [[1_000, CANCELLED_AT, 'c1', null]],
  ],
  [
    'cancels that gave nothing back, or of another payment',
    refunded(500),
    [
      buildCancel({ state: 'refused', amount: 500 }),
      buildCancel({ amount: 500 }),
      done({ impUid: 'imp_2', amount: 500 }),
    ],
    [[500, CANCELLED_AT, null, null]],
  ],
  ['a sum that is no exact amount', refunded(null), [], [[null, CANCELLED_AT, null, null]]],
  ['a payment that was not refunded', buildRecord(), [], []],
  [
    'a history that is ahead of the sum',
    refunded(500, { cancellations: [buildCancellation()] }),
    [],
    [[1_000, SHOWN_AT, 'c1', null]],
  ],
])('%s', (_, payment, cancels, expected) => {
  const refunds = refundsOf(payment, cancels);
  expect(refunds.map(({ amount, at, cancellationId, requestId }) => [amount, at, cancellationId, requestId])).toEqual(
    expected,
  );
});

test('the times of an order cover each refund, also one that no history shows', () => {
  const payment = refunded(1_500);
  const cancels = [done({ cancellationId: null, endedAt: new Date('2026-11-27T00:00:00Z') })];
  expect(moneyTimesOf({ merchantUid: payment.merchantUid, payments: [payment], cancels })).toEqual({
    firstAt: payment.paidAt,
    lastAt: new Date('2026-11-27T00:00:00Z'),
  });
});

test.each([
  ['paid', { paidAt: null }, new Date('2026-11-21T01:00:00Z')],
  ['cancelled', { paidAt: null }, new Date('2026-11-21T01:00:00Z')],
  ['paid', { paidAt: null, startedAt: null, recordedAt: RECORDED_AT }, RECORDED_AT],
  ['failed', { paidAt: null }, null],
  ['ready', { paidAt: null }, null],
] as const)('a %s payment with %j is found by its start, else its record, if money moved', (status, fields, at) => {
  expect(paidTimeOf(buildRecord({ status, ...fields }))).toEqual(at);
});
