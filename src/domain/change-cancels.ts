import { openAccounts, revokeOnce } from './cancel/auto-refunds';
import type { Cancel } from './cancel/cancel';
import { cancelAttention } from './cancel/ended-cancels';
import { attentionOf, withinBounds } from './find-attention';
import { shopMessages } from './messages-of';
import type { AttentionEntry, Closing, Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { canMove } from './order-state';
import type { PaymentRecord } from './payment-record';

/**
 * A change of only the order's cancels, with the attention entries and messages that follow from it.
 *
 * @param about the cancel that moved; the attention entry describes its payment
 */
export function changeCancels(order: Order, cancels: readonly Cancel[], about: Cancel, at: Date): OrderChange {
  const payment = paymentOf(order, about);
  const attention = withinBounds(order, attentionOfCancels(order, cancels, about, at));
  const change = { ...noChange(order), cancels, attention };
  return { ...change, messages: shopMessages(order, payment, change) };
}

/** The attention that changed cancels raise, without the bounds. The parameters are those of `changeCancels`. */
export function attentionOfCancels(
  order: Order,
  cancels: readonly Cancel[],
  about: Cancel,
  at: Date,
): AttentionEntry[] {
  const payment = paymentOf(order, about);
  if (payment === null) return [];
  return cancelAttention(order.cancels, cancels).map((reason) =>
    attentionOf(reason, payment, { source: 'cancel', at }),
  );
}

function paymentOf({ payments }: Order, about: Cancel): PaymentRecord | null {
  return payments.find(({ impUid }) => impUid === about.impUid) ?? null;
}

/**
 * Closes an order on the shop's request and records a revocation of each of its open accounts.
 *
 * @param attention entries to record with the closing
 * @returns `null` if the order's state allows no closing
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
