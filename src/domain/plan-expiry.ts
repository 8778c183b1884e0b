import { endOf } from './deadlines';
import { shopMessages } from './messages-of';
import type { Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { canMove } from './order-state';
import { mayHoldMoney, type Source } from './payment';

/**
 * Plans the expiry of an order: i'mport reports neither the end of a virtual account (§9) nor our own deadline. Pure.
 * A passed deadline does not prove that nothing was paid: the caller must have asked i'mport after the deadline.
 *
 * @param context.overdueSince the deadline must not be later than this. @default at
 * @returns `null` if the deadline has not passed, the order is settled, closed or expired, or a payment may hold money:
 * a person decides about money
 */
export function planExpiry(
  order: Order,
  context: { readonly source: Source; readonly at: Date; readonly overdueSince?: Date },
): OrderChange | null {
  const { source, at, overdueSince = at } = context;
  if (order.paidBy !== null || !canMove(order.state, 'expired')) return null;
  if (!isOverdue(order, overdueSince) || order.payments.some(mayHoldMoney)) return null;
  const change = {
    ...noChange(order),
    state: 'expired',
    virtualAccount: null,
    history: [{ from: order.state, to: 'expired', at, source, impUid: null }],
  } as const;
  return { ...change, messages: shopMessages(order, null, change) };
}

/** Whether the order's deadline and those of its open accounts had passed at that time. */
export function isOverdue(order: Order, at: Date): boolean {
  const end = endOf(order);
  return end !== null && end <= at;
}
