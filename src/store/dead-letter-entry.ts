import type { mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import type { AttentionEntry } from '../domain/order';
import { openEntries, type OutboxEntry } from '../domain/outbox';
import { whileHeld } from './lease';
import { noneBeside } from './open-entry';
import { carriersDue, pathOf } from './order-queue';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An entry that is given up, with what follows from that. */
export interface DeadLettering {
  readonly deadAt: Date;
  readonly error: string;
  /** To be appended to the order's. */
  readonly attention: readonly AttentionEntry[];
  /** To be appended to the outbox; by another carrier than the one that is given up. */
  readonly entries: readonly OutboxEntry[];
}

/** Each of them means that somebody else changed the outbox, so this many in a row are no race but a fault. */
const MAX_LOST_RACES = 20;

/**
 * Makes an entry a dead letter, and its order due for what waits behind it, in one write with what is told of it. The write
 * names positions, and holds while the outbox is as it was read: no update can both append to an array and pick some of its
 * elements.
 *
 * @returns false where the lease has ended and somebody else holds the order now
 * @throws CheckoutError `unavailable`
 */
export async function deadLetterEntry(
  collection: mongo.Collection<OrderDocument>,
  claim: { readonly merchantUid: string; readonly entry: OutboxEntry; readonly lease: string },
  burial: DeadLettering,
): Promise<boolean> {
  const { merchantUid, entry, lease } = claim;
  const { channel } = entry.message;
  const place = pathOf(channel);
  const byId = { _id: { $eq: merchantUid } };
  for (let lostRaces = 0; lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const stored = await unavailable(() => collection.findOne(byId, { projection: { outbox: 1, [place]: 1 } }));
    const outbox = stored?.outbox ?? [];
    const at = outbox.findIndex(({ id }) => id === entry.id);
    // A write whose answer was lost has gone through after all: ours, or that of whoever dead-lettered it before us.
    const deadAt = outbox[at]?.deadAt;
    if (deadAt !== undefined) return deadAt.getTime() === burial.deadAt.getTime();
    if (at === -1 || stored?.queues[channel]?.lease !== lease) return false;
    const isLast = openEntries(outbox, channel).every(({ id }) => id === entry.id);
    const unchanged = { $size: outbox.length, ...(isLast && noneBeside(entry)) };
    const held = { ...whileHeld(merchantUid, place, lease), outbox: unchanged };
    const ended = isLast ? { $unset: { [place]: 1 as const } } : { $set: { [place]: { dueAt: burial.deadAt } } };
    const result = await unavailable(() => collection.updateOne(held, updateOf(outbox.length, at, burial, ended)));
    if (result.matchedCount === 1) return true;
  }
  throw new CheckoutError('unavailable', `the outbox of ${merchantUid} was changed under us ${MAX_LOST_RACES} times`);
}

/** @param size of the outbox @param at the position of the entry @param ended what becomes of the order's place */
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
      [`outbox.${at}.lastError`]: error,
      ...Object.fromEntries(appended),
    },
    ...(entries.length > 0 && { $max: carriersDue(entries) }),
    ...(attention.length > 0 && {
      $push: { attention: { $each: [...attention] } },
      $min: { attentionSince: deadAt },
    }),
  };
}
