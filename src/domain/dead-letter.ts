import { toDecimal } from './money';
import type { AttentionEntry, Order } from './order';
import type { OutboxEntry, OutboxMessage } from './outbox';

/** What follows from a message for which no try is left. */
export interface DeadLetterMessage {
  readonly attention: readonly AttentionEntry[];
  readonly messages: readonly OutboxMessage[];
}

/**
 * What a person has to be told of a dead letter: once for each message, however often it dies.
 *
 * The shop is told by an event, unless an event for the shop is what died: that would die the same death, and so on
 * without end. Such a one stands in the order and in the log.
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
    attention: [{ at, reason, source: null, impUid, notificationId: id, reported: null }],
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
