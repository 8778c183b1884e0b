import type { Connection } from 'mongoose';
import { orderCollection } from './order.model';
import { unavailable } from './unavailable';

/**
 * Takes an order off the attention list. Its attention entries stay as evidence.
 *
 * @param entries the number of entries that the person has seen
 * @returns false where the order has more entries now, or does not exist
 * @throws CheckoutError `unavailable`
 */
export type AcknowledgeAttention = (merchantUid: string, entries: number) => Promise<boolean>;

/** Opens the acknowledging of a connected store. */
export function createAcknowledgeAttention(connection: Connection): AcknowledgeAttention {
  const collection = orderCollection(connection);
  return async (merchantUid, entries) => {
    const seen = { _id: { $eq: merchantUid }, attention: { $size: entries } };
    const result = await unavailable(() => collection.updateOne(seen, { $unset: { attentionSince: 1 } }));
    return result.matchedCount === 1;
  };
}
