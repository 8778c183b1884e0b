import type { AttentionEntry, Order } from './order';
import type { OutboxMessage } from './outbox';

/** The alerts for new attention: one for each entry. */
export function alertsOf(
  { merchantUid }: Pick<Order, 'merchantUid'>,
  attention: readonly AttentionEntry[],
): OutboxMessage[] {
  return attention.map(({ reason }) => ({ channel: 'alert', merchantUid, reason }));
}
