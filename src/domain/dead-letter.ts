import { withinBounds } from './find-attention';
import { toDecimal } from './money';
import type { AttentionEntry, Order } from './order';
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
  const reason = 'notificationFailed';
  const impUid = impUidOf(message);
  const event: OutboxMessage = {
    channel: 'shop',
    event: 'payment.attention',
    data: {
      merchant_uid: order.merchantUid,
      imp_uid: impUid,
      status: order.state,
      amount: toDecimal(order.amount, order.currency),
      cancel_amount: null,
      currency: order.currency,
      at: at.toISOString(),
      reason,
    },
  };
  return {
    attention: withinBounds(order, [{ at, reason, source: null, impUid, notificationId: id, reported: null }]),
    messages: message.channel === 'shop' ? [] : [event],
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
