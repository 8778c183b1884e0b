import { shopMessages } from './messages-of';
import { noChange, type OrderChange } from './order-change';
import type { AttentionEntry, Order } from './order';
import type { Source } from './payment';

/**
 * The attention entry for an order with payments at i'mport that cannot be read: they may hold money. Empty if the
 * order has such an entry already.
 */
export function unreadableAttention(
  { attention }: Order,
  { source, at }: { readonly source: Source; readonly at: Date },
): AttentionEntry[] {
  const reason = 'unreadable';
  if (attention.some((entry) => entry.reason === reason)) return [];
  return [{ at, reason, source, impUid: null, reported: null }];
}

/** The change that raises `unreadable` on an order; null if the order has such an entry already. */
export function unreadableChange(
  order: Order,
  context: { readonly source: Source; readonly at: Date },
): OrderChange | null {
  const attention = unreadableAttention(order, context);
  if (attention.length === 0) return null;
  const change = { ...noChange(order), attention };
  return { ...change, messages: shopMessages(order, null, change) };
}
