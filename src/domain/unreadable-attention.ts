import type { AttentionEntry, Order } from './order';
import type { Road } from './payment';

/**
 * The entry that calls a person to an order of which i'mport has payments that cannot be read: there may be money in them.
 * None where the order has one already.
 */
export function unreadableAttention(
  { attention }: Order,
  { road, at }: { readonly road: Road; readonly at: Date },
): AttentionEntry[] {
  const reason = 'unreadable';
  if (attention.some((entry) => entry.reason === reason)) return [];
  return [{ at, reason, road, impUid: null, reported: null }];
}
