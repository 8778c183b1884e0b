/** The longest id of a message. */
export const MESSAGE_ID_LENGTH = 80;

/**
 * The id of a message of an order. It names the order, so that the order is found without an index of all messages.
 *
 * @param unique without "_"; at most 39 characters, as a UUID
 */
export const messageIdOf = (merchantUid: string, unique: string): string => `${merchantUid}_${unique}`;

/** The order that an id names; null for a text that is no id of a message. Whether there is such an order is not checked. */
export function orderOfMessage(id: string): string | null {
  const end = id.lastIndexOf('_');
  return end < 1 ? null : id.slice(0, end);
}
