import { planExpiry } from '../../src/domain/plan-expiry';
import { orderAfter } from '../../src/domain/order-change';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildRecord } from '../support/build-payment';

const AT = new Date('2026-11-25T00:00:00Z');
const expiresAt = new Date('2026-11-21T02:00:00Z');
const expire = (overrides: OrderOverrides) =>
  planExpiry(buildOrder({ expiresAt, ...overrides }), { source: 'reconcile', at: AT });
const account = (dueAt: Date | null) =>
  buildRecord({ status: 'ready', outcome: 'vbankIssued', virtualAccount: buildAccount({ dueAt }) });

test('an order without a payment expires after its deadline, with a shop event', () => {
  expect(expire({})).toMatchObject({
    state: 'expired',
    virtualAccount: null,
    history: [{ at: AT, from: 'pending', to: 'expired', source: 'reconcile', impUid: null }],
    messages: [{ channel: 'shop', event: 'order.expired', data: { imp_uid: null, status: 'expired', amount: 64_900 } }],
  });
});

test.each<[string, OrderOverrides]>([
  ['it has no deadline', { expiresAt: null }],
  ['its time is not over', { expiresAt: new Date('2026-11-25T00:00:01Z') }],
  ['an open account prolongs it', { state: 'ready', payments: [account(new Date('2026-11-26T00:00:00Z'))] }],
  [
    'neither an open account nor the order has a deadline',
    { expiresAt: null, state: 'ready', payments: [account(null)] },
  ],
  ['it is paid', { state: 'paid', paidBy: 'imp_700000000001' }],
  ['it is cancelled', { state: 'cancelled', paidBy: 'imp_700000000001' }],
  ['it was closed by the shop', { state: 'closed', closedAt: expiresAt }],
  ['it has expired already', { state: 'expired' }],
  ['money of a wrong amount is in it', { payments: [buildRecord({ amount: 100, outcome: 'forgery' })] }],
  ['a part of the money is still in it', { payments: [buildRecord({ status: 'cancelled', cancelAmount: 1 })] }],
  ['a payment has an unknown status', { payments: [buildRecord({ status: 'unknown', outcome: 'pending' })] }],
])('it does not expire where %s', (_name, overrides) => {
  expect(expire(overrides)).toBeNull();
});

test.each<[string, OrderOverrides]>([
  ['the account’s deadline has passed too', { state: 'ready', payments: [account(new Date('2026-11-24T00:00:00Z'))] }],
  ['its attempts failed', { payments: [buildRecord({ status: 'failed', outcome: 'failed' })] }],
  ['all of the money was refunded', { payments: [buildRecord({ status: 'cancelled', outcome: 'cancelled' })] }],
])('it expires where %s', (_name, overrides) => {
  expect(expire(overrides)?.state).toBe('expired');
});

test('an expired order does not expire again', () => {
  const order = buildOrder({ expiresAt });
  const expired = orderAfter(order, planExpiry(order, { source: 'reconcile', at: AT })!);
  expect(expired.revision).toBe(order.revision + 1);
  expect(planExpiry(expired, { source: 'reconcile', at: AT })).toBeNull();
});
