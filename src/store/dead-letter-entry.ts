import type { mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import type { AttentionEntry } from '../domain/order';
import { openEntries, storedError, type OutboxEntry } from '../domain/outbox';
import { whileHeld } from './lease';
import { noOtherOpen } from './open-entry';
import { carriersDue, pathOf } from './order-queue';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** What the write that dead-letters an entry stores. */
export interface DeadLettering {
  readonly deadAt: Date;
  readonly error: string;
  /** Appended to the attention of the order. */
  readonly attention: readonly AttentionEntry[];
  /** Appended to the outbox. Their carrier is not the carrier of the dead letter. */
  readonly entries: readonly OutboxEntry[];
}

/** Each lost race means that another write changed the outbox. So many in a row are a fault. */
const MAX_LOST_RACES = 20;

/**
 * Dead-letters an entry by one write, which also adds the attention and the events, and makes the order due for the next
 * entry of the carrier. One update cannot both append to an array and select elements of it, so the write names positions,
 * and applies only while the outbox has the length that was read, and the entry its position: other writes add and remove
 * entries.
 *
 * @returns false where the lease has ended and another claimant holds the order
 * @throws CheckoutError `unavailable`
 */
export async function deadLetterEntry(
  collection: mongo.Collection<OrderDocument>,
  claim: { readonly merchantUid: string; readonly entry: OutboxEntry; readonly lease: string },
  deadLettering: DeadLettering,
): Promise<boolean> {
  const { merchantUid, entry, lease } = claim;
  const { channel } = entry.message;
  const place = pathOf(channel);
  const byId = { _id: { $eq: merchantUid } };
  for (let lostRaces = 0; lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const stored = await unavailable(() => collection.findOne(byId, { projection: { outbox: 1, [place]: 1 } }));
    const outbox = stored?.outbox ?? [];
    const at = outbox.findIndex(({ id }) => id === entry.id);
    // The entry is dead already: by an earlier write of ours whose answer was lost, or by another claimant.
    const deadAt = outbox[at]?.deadAt;
    if (deadAt !== undefined) return deadAt.getTime() === deadLettering.deadAt.getTime();
    if (at === -1 || stored?.queues[channel]?.lease !== lease) return false;
    const isLast = openEntries(outbox, channel).every(({ id }) => id === entry.id);
    const unchanged = { $size: outbox.length, ...(isLast && noOtherOpen(entry)) };
    const inPlace = { outbox: unchanged, [`outbox.${at}.id`]: entry.id };
    const held = { ...whileHeld(merchantUid, place, lease), ...inPlace };
    const ended = isLast ? { $unset: { [place]: 1 as const } } : { $set: { [place]: { dueAt: deadLettering.deadAt } } };
    const result = await unavailable(() =>
      collection.updateOne(held, updateOf(outbox.length, at, deadLettering, ended)),
    );
    if (result.matchedCount === 1) return true;
  }
  throw new CheckoutError(
    'unavailable',
    `the outbox of ${merchantUid} changed during ${MAX_LOST_RACES} writes in a row`,
  );
}

/** @param size the length of the outbox @param at the position of the entry @param ended the update of the order's place */
function updateOf(
  size: number,
  at: number,
  { deadAt, error, attention, entries }: DeadLettering,
  ended: { readonly $set?: mongo.Document; readonly $unset?: Record<string, 1> },
): mongo.Document {
  const appended = entries.map((entry, i) => [`outbox.${size + i}`, entry] as const);
  return {
    ...ended,
    $set: {
      ...ended.$set,
      [`outbox.${at}.deadAt`]: deadAt,
      [`outbox.${at}.lastError`]: storedError(error),
      ...Object.fromEntries(appended),
    },
    ...(entries.length > 0 && { $max: carriersDue(entries) }),
    ...(attention.length > 0 && { $push: { attention: { $each: [...attention] } } }),
    $min: { deadSince: deadAt, ...(attention.length > 0 && { attentionSince: deadAt }) },
  };
}
