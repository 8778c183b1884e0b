import { shopMessages } from './messages-of';
import type { Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { unreadableAttention } from './unreadable-attention';
import type { Road } from './payment';

/** Calls a person to an order of which i'mport has payments that cannot be read; null where one was called already. */
export function raiseUnreadable(order: Order, context: { readonly road: Road; readonly at: Date }): OrderChange | null {
  const attention = unreadableAttention(order, context);
  if (attention.length === 0) return null;
  const change = { ...noChange(order), attention };
  return { ...change, messages: shopMessages(order, null, change) };
}
