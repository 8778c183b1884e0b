import { withinBounds } from './find-attention';
import { shopMessages } from './messages-of';
import type { AttentionEntry, Order } from './order';
import { noChange } from './order-change';
import type { OutboxEntry, OutboxMessage } from './outbox';

/** What a dead-lettered message adds to its order. */
export interface DeadLetterMessage {
  readonly attention: readonly AttentionEntry[];
  readonly messages: readonly OutboxMessage[];
}

/**
 * The attention entry and the shop event for a dead letter; both once for each message, also if it is retried by hand
 * and dead-lettered again.
 *
 * A dead-lettered shop event causes no further shop event: that one would fail for the same reason, without end. The
 * order's attention and the log show it.
 */
export function deadLetterMessage(order: Order, { id, message }: OutboxEntry, at: Date): DeadLetterMessage {
  if (order.attention.some(({ notificationId }) => notificationId === id)) return { attention: [], messages: [] };
  const about = { reason: 'notificationFailed', impUid: impUidOf(message), notificationId: id } as const;
  const entry: AttentionEntry = { at, ...about, source: null, reported: null };
  return {
    attention: withinBounds(order, [entry]),
    messages: message.channel === 'shop' ? [] : shopMessages(order, null, { ...noChange(order), attention: [entry] }),
  };
}

function impUidOf(message: OutboxMessage): string | null {
  switch (message.channel) {
    case 'shop':
      return message.data.imp_uid;
    case 'customerRecord':
      return message.account.impUid;
    case 'sms':
      return null;
  }
}
