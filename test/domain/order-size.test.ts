import { mongo } from 'mongoose';
import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { hasMoney } from '../../src/domain/payment';
import { fillOrder, waitingAudits } from '../support/full-order';

const { order, outbox } = fillOrder();
const ONE_MB = 1_000_000;
const isAccountMove = ({ to }: { readonly to: string }) => to === 'ready' || to === 'pending';

test.each<[string, number, number]>([
  ['payments', order.payments.length, 4 * ORDER_LIMITS.paymentsOfAKind + ORDER_LIMITS.paymentsWithMoney + 1],
  ['payments with money', order.payments.filter(hasMoney).length, ORDER_LIMITS.paymentsWithMoney + 1],
  [
    'cancellations of a payment',
    Math.max(...order.payments.map(({ cancellations }) => cancellations.length)),
    ORDER_LIMITS.cancellations,
  ],
  ['accounts outside the list', order.unlistedAccounts.length, ORDER_LIMITS.unlistedAccounts],
  ['cancels of the shop', order.cancels.filter(({ cause }) => cause === 'shop').length, ORDER_LIMITS.shopCancels],
  [
    'automatic refunds',
    order.cancels.filter(({ cause, kind }) => cause !== 'shop' && kind === 'cancel').length,
    ORDER_LIMITS.paymentsWithMoney,
  ],
  [
    'revocations',
    order.cancels.filter(({ kind }) => kind === 'revoke').length,
    // Of wrong accounts, of listed ones and of those outside the list.
    2 * ORDER_LIMITS.paymentsOfAKind + ORDER_LIMITS.unlistedAccounts,
  ],
  ['attention', order.attention.length, ORDER_LIMITS.attentionWithMoney + 5 * ORDER_LIMITS.attentionOfAGroup],
  ['transitions', order.history.length, ORDER_LIMITS.history],
  ['earlier amounts', order.earlierAmounts.length, ORDER_LIMITS.earlierAmounts],
  ['reminders', order.remindedOf?.length ?? 0, ORDER_LIMITS.reminders],
  ['messages about accounts', outbox.filter(({ message }) => message.channel === 'sms').length, 10],
])('%s are bounded', (_list, length, bound) => {
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThanOrEqual(bound);
});

test.each<[string, number, number]>([
  ['payments with money', order.payments.filter(hasMoney).length, ORDER_LIMITS.paymentsWithMoney + 1],
  ['accounts outside the list', order.unlistedAccounts.length, ORDER_LIMITS.unlistedAccounts],
  ['cancels of the shop', order.cancels.filter(({ cause }) => cause === 'shop').length, ORDER_LIMITS.shopCancels],
  ['transitions', order.history.length, ORDER_LIMITS.history],
  ['earlier amounts', order.earlierAmounts.length, ORDER_LIMITS.earlierAmounts],
])('the order is filled to its bound of %s', (_list, length, bound) => {
  expect(length).toBe(bound);
});

test('an order that is filled to its bounds with the longest values stays under 1 MB', () => {
  const size = mongo.BSON.calculateObjectSize({ ...order, outbox });
  expect(size).toBeGreaterThan(ONE_MB / 2);
  expect(size).toBeLessThan(ONE_MB);
});

test('it does so with 40 entries that wait for the audit log', () => {
  const size = mongo.BSON.calculateObjectSize({ ...order, outbox: [...outbox, ...waitingAudits(40)] });
  expect(size).toBeLessThan(ONE_MB);
});

test('transitions between pending and ready end in silence, and the state follows', () => {
  const { order: flapped, outbox: told } = fillOrder('accounts');
  expect(flapped.history.filter(isAccountMove).length).toBeLessThanOrEqual(2 * ORDER_LIMITS.accountMoves);
  expect(flapped.state).toBe('pending');
  expect(told.filter(({ message }) => message.channel === 'shop').length).toBeLessThanOrEqual(
    2 * ORDER_LIMITS.accountMoves + flapped.attention.length,
  );
});
