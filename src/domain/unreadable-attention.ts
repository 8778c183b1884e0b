import { shopMessages } from './messages-of';
import { noChange, type OrderChange } from './order-change';
import type { AttentionEntry, Order } from './order';
import type { Source } from './payment';

/**
 * The entry that calls a person to an order of which i'mport has payments that cannot be read: there may be money in them.
 * None where the order has one already.
 */
export function unreadableAttention(
  { attention }: Order,
  { source, at }: { readonly source: Source; readonly at: Date },
): AttentionEntry[] {
  const reason = 'unreadable';
  if (attention.some((entry) => entry.reason === reason)) return [];
  return [{ at, reason, source, impUid: null, reported: null }];
}

/** Calls a person to an order of which i'mport has payments that cannot be read; null where one was called already. */
export function unreadableChange(
  order: Order,
  context: { readonly source: Source; readonly at: Date },
): OrderChange | null {
  const attention = unreadableAttention(order, context);
  if (attention.length === 0) return null;
  const change = { ...noChange(order), attention };
  return { ...change, messages: shopMessages(order, null, change) };
}
