import type { Connection } from 'mongoose';
import type { OutboxEntry } from '../domain/outbox';
import { carriersDue } from './order-queue';
import { logToPush } from './orders';
import { orderCollection } from './order-collection';
import { unavailable } from './unavailable';

/** What a person has seen of an order, and who the person is. */
export interface Acknowledgement {
  /** The number of attention entries. */
  readonly entries: number;
  /** As the shop names the person; null if it does not. */
  readonly by: string | null;
  /** The message to the audit log. @default none */
  readonly messages?: readonly OutboxEntry[];
  readonly at: Date;
  /** Whether the order was redacted when it was read: the write applies only while that is so. @default it does not matter */
  readonly isRedacted?: boolean;
}

/**
 * Takes an order off the attention list. Its attention entries stay as evidence, and its log says who dealt with them. An
 * order that is not on the list stays as it is.
 *
 * @returns false where the order has more entries now, or does not exist, or `isRedacted` is not so any more
 * @throws CheckoutError `unavailable`
 */
export type AcknowledgeAttention = (merchantUid: string, acknowledgement: Acknowledgement) => Promise<boolean>;

/** Opens the acknowledging of a connected store. */
export function createAcknowledgeAttention(connection: Connection): AcknowledgeAttention {
  const collection = orderCollection(connection);
  return async (merchantUid, { entries, by, at, messages = [], isRedacted }) => {
    const redaction = isRedacted !== undefined && { redactedAt: { $exists: isRedacted } };
    const seen = { _id: { $eq: merchantUid }, attention: { $size: entries }, ...redaction };
    const entry = { kind: 'acknowledged', at, entries, ...(by !== null && { by }) } as const;
    const outbox = messages.length > 0 && { outbox: { $each: [...messages] } };
    const update = {
      $unset: { attentionSince: 1 as const },
      $push: { ...logToPush([entry]), ...outbox },
      ...(messages.length > 0 && { $max: carriersDue(messages) }),
    };
    return unavailable(async () => {
      const { matchedCount } = await collection.updateOne({ ...seen, attentionSince: { $exists: true } }, update);
      return matchedCount === 1 || (await collection.findOne(seen, { projection: { _id: 1 } })) !== null;
    });
  };
}
