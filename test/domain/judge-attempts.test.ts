import { judgeAttempts, outcomeOfSettled } from '../../src/domain/judge-attempts';
import { ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import { buildOrder } from '../support/build-order';
import { buildAccount, buildPayment, buildRecord } from '../support/build-payment';

const order = buildOrder();
const at = (minute: number) => new Date(`2026-11-21T01:${String(minute).padStart(2, '0')}:00Z`);
const attempt = (minute: number, fields: Parameters<typeof buildPayment>[0]) =>
  buildPayment({ impUid: `imp_${minute}`, startedAt: at(minute), ...fields });
const failed = (minute: number) => attempt(minute, { status: 'failed', failReason: '한도초과' });
const judge = (payments: ReturnType<typeof attempt>[], over: object = {}, of = order) =>
  judgeAttempts(of, { payments, isWhole: true, saysFailed: true, ...over }, { mode: 'live' }).outcome;

test.each<[string, string, ReturnType<typeof attempt>[]]>([
  ['the newest failed', 'failed', [failed(2), attempt(1, { status: 'ready' })]],
  ['the newest is under way', 'pending', [failed(1), attempt(2, { status: 'ready' })]],
  [
    'the newest is an account',
    'vbankIssued',
    [failed(1), attempt(2, { status: 'ready', virtualAccount: buildAccount() })],
  ],
  ['the older one has money of a wrong amount', 'forgery', [attempt(1, { amount: 100 }), failed(2)]],
  ['the older one may have money', 'pending', [attempt(1, { status: 'unknown', statusText: 'held' }), failed(2)]],
  ['the older one is a test payment, without money', 'failed', [attempt(1, { testChannel: true }), failed(2)]],
  ['the older one was refunded whole', 'failed', [attempt(1, { status: 'cancelled' }), failed(2)]],
  ['the newest is another order’s', 'failed', [failed(1), attempt(2, { merchantUid: 'other' })]],
  ['there is none', 'failed', []],
])('%s: %s', (_, outcome, payments) => {
  expect(judge(payments)).toBe(outcome);
});

test.each([
  ['the browser does not report a failure', {}, { saysFailed: false }],
  ['an attempt cannot be read', {}, { isWhole: false }],
  [
    'i’mport does not show the recorded attempt',
    { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] },
    {},
  ],
])('without an attempt it has not failed where %s', (_, fields, over) => {
  expect(judge([], over, buildOrder(fields))).toBe('pending');
});

test('a failed attempt is pending if another attempt cannot be read', () => {
  expect(judge([failed(1)], { isWhole: false })).toBe('pending');
});

test.each(Object.keys(ORDER_TRANSITIONS) as OrderState[])('an order that is %s: settled or not', (state) => {
  const outcomes: Partial<Record<OrderState, string>> = {
    paid: 'success',
    partially_cancelled: 'success',
    cancelled: 'cancelled',
  };
  expect(outcomeOfSettled(buildOrder({ state }))?.outcome).toBe(outcomes[state]);
});
