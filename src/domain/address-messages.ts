import type { OutboxMessage, ShopEventType } from './outbox';

/** Who gets the messages of a checkout that runs in the shop's own process. */
export interface Receivers {
  /** Whether a server of the shop gets events. */
  readonly hasShopServer: boolean;
  /** Whether text messages are sent to buyers. */
  readonly hasTexts: boolean;
  /** Whether any process of the shop has a handler for an event. */
  readonly isHandled: (event: ShopEventType) => boolean;
}

/**
 * Turns the messages of a change into those that are recorded: an event for the shop goes to its server, to a handler, or to both. A
 * message that nobody gets is not recorded.
 *
 * @param receivers @default each message goes to its own carrier
 */
export function addressMessages(
  messages: readonly OutboxMessage[],
  receivers: Receivers | undefined,
): readonly OutboxMessage[] {
  if (receivers === undefined) return messages;
  return messages.flatMap((message): OutboxMessage[] => {
    switch (message.channel) {
      case 'shop':
        return [
          ...(receivers.hasShopServer ? [message] : []),
          ...(receivers.isHandled(message.event) ? [{ ...message, channel: 'handler' } as const] : []),
        ];
      case 'sms':
        return receivers.hasTexts ? [message] : [];
      case 'handler':
      case 'customerRecord':
      case 'alert':
      case 'audit':
        return [message];
    }
  });
}
