import type { Payment } from '../../sandbox/iamport/payments/payment';
import { holdsMoney, isOwn } from '../../chaos/truth/truth-rules';
import type { OrderDocument } from '../../src/store/order.model';

/** Well more than passes need after a deadline. */
const GRACE_MS = 60 * 60_000;

/** An order whose time is long over, and that of its accounts, waits for nothing any more, unless it holds money. */
export function expiryDifferences(order: OrderDocument, payments: readonly Payment[], now: number): string[] {
  if (order.expiresAt === null || (order.state !== 'pending' && order.state !== 'ready')) return [];
  const own = payments.filter((payment) => isOwn(order, payment));
  const ends = [order.expiresAt.getTime(), ...own.map(({ vbank_date }) => vbank_date * 1000)];
  const isOver = Math.max(...ends) + GRACE_MS < now;
  return isOver && !own.some(holdsMoney) ? [`${order._id} is ${order.state}, and its time is over`] : [];
}
