import { endOf } from './deadlines';
import { toDecimal } from './money';
import type { Order } from './order';
import type { OrderChange } from './order-change';
import { canMove } from './order-state';
import type { OutboxMessage } from './outbox';
import { mayHoldMoney, type Source } from './payment';

/**
 * Works out what the end of its time changes in an order: i'mport tells nobody that a virtual account's deadline, or ours,
 * has passed (§9). Pure, and no proof: whoever applies it has asked i'mport after the deadline.
 *
 * @param context.overdueSince the deadline must not lie after this moment. @default at
 * @returns `null` where its time is not over, it is settled, closed or expired already, or money may be in it: what was
 * paid is judged by a person, not by a clock
 */
export function planExpiry(
  order: Order,
  context: { readonly source: Source; readonly at: Date; readonly overdueSince?: Date },
): OrderChange | null {
  const { source, at, overdueSince = at } = context;
  if (order.paidBy !== null || !canMove(order.state, 'expired')) return null;
  if (!isOverdue(order, overdueSince) || order.payments.some(mayHoldMoney)) return null;
  return {
    state: 'expired',
    paidBy: null,
    virtualAccount: null,
    payments: order.payments,
    unlistedAccounts: order.unlistedAccounts,
    cancels: order.cancels,
    history: [{ from: order.state, to: 'expired', at, source, impUid: null }],
    attention: [],
    messages: [messageToShop(order, at)],
  };
}

/** Whether the time to pay an order, in whatever way, was over at that moment. */
export function isOverdue(order: Order, at: Date): boolean {
  const end = endOf(order);
  return end !== null && end <= at;
}

function messageToShop(order: Order, at: Date): OutboxMessage {
  return {
    channel: 'shop',
    event: 'order.expired',
    data: {
      merchant_uid: order.merchantUid,
      imp_uid: null,
      status: 'expired',
      amount: toDecimal(order.amount, order.currency),
      cancel_amount: null,
      currency: order.currency,
      at: at.toISOString(),
    },
  };
}
