import { openAccounts, revokeOnce } from './cancel/auto-refunds';
import type { Cancel } from './cancel/cancel';
import { cancelAttention } from './cancel/ended-cancels';
import { attentionOf } from './find-attention';
import { shopMessages } from './messages-of';
import type { AttentionEntry, Closing, Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { canMove } from './order-state';

/**
 * A change of nothing but the order's cancels, with all that follows from their moves.
 *
 * @param about the one that it is about; its payment is the evidence
 */
export function changeCancels(order: Order, cancels: readonly Cancel[], about: Cancel, at: Date): OrderChange {
  const payment = order.payments.find(({ impUid }) => impUid === about.impUid) ?? null;
  const attention =
    payment === null
      ? []
      : cancelAttention(order.cancels, cancels).map((reason) => attentionOf(reason, payment, { source: 'cancel', at }));
  const change = { ...noChange(order), cancels, attention };
  return { ...change, messages: shopMessages(order, payment, change) };
}

/**
 * Closes an order on the shop's request: its open accounts are to be revoked. Null where it cannot be closed any more.
 *
 * @param attention why a person has to look at it all the same
 */
export function closeOrder(
  order: Order,
  closing: Closing,
  at: Date,
  attention: readonly AttentionEntry[] = [],
): OrderChange | null {
  if (!canMove(order.state, 'closed')) return null;
  const open = openAccounts(order, order);
  const change = {
    ...noChange(order),
    state: 'closed',
    virtualAccount: null,
    cancels: [...order.cancels, ...open.flatMap((account) => revokeOnce(order, account, 'closed', at))],
    history: [{ at, from: order.state, to: 'closed', source: 'cancel', impUid: null }],
    attention,
  } as const;
  return { ...change, closedAt: at, closing, messages: shopMessages(order, null, change) };
}
