import { withinBounds } from './find-attention';
import { shopMessages } from './messages-of';
import type { AttentionEntry, Order } from './order';
import { noChange } from './order-change';
import { isShopEvent, type OutboxEntry, type OutboxMessage } from './outbox';

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
 * order's attention and the log show it. A dead-lettered alert causes nothing: what it told of is on the list already, and an
 * alert about it would have no end.
 */
export function deadLetterMessage(order: Order, { id, message }: OutboxEntry, at: Date): DeadLetterMessage {
  if (message.channel === 'alert') return { attention: [], messages: [] };
  if (order.attention.some(({ notificationId }) => notificationId === id)) return { attention: [], messages: [] };
  const about = { reason: 'notificationFailed', impUid: impUidOf(message), notificationId: id } as const;
  const entry: AttentionEntry = { at, ...about, source: null, reported: null };
  return {
    attention: withinBounds(order, [entry]),
    messages:
      isShopEvent(message) || message.channel === 'audit'
        ? []
        : shopMessages(order, null, { ...noChange(order), attention: [entry] }),
  };
}

function impUidOf(message: OutboxMessage): string | null {
  switch (message.channel) {
    case 'shop':
    case 'handler':
      return message.data.imp_uid;
    case 'customerRecord':
      return message.account.impUid;
    case 'sms':
    case 'alert':
    case 'audit':
      return null;
  }
}

/**
 * The alert for a dead letter, each time that it is dead-lettered. None for that of an alert, and none for a dead letter
 * that the order's attention has no room for: the order is on the list by then.
 *
 * @param raised the attention that it raises
 */
export function alertOfDeadLetter(
  { merchantUid, attention }: Order,
  { id, message }: OutboxEntry,
  raised: readonly AttentionEntry[],
): OutboxMessage[] {
  const isListed = raised.length > 0 || attention.some(({ notificationId }) => notificationId === id);
  if (message.channel === 'alert' || !isListed) return [];
  return [{ channel: 'alert', merchantUid, reason: 'notificationFailed', deadCarrier: message.channel }];
}
