import type { mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import type { OutboxEntry } from '../domain/outbox';
import type { Letter } from './letter';
import { carriersDue, pathOf } from './order-queue';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';
import { unhandledNoMore } from './unhandled';

type Read = Pick<OrderDocument, 'outbox' | 'revision' | 'queues'>;

/** Each lost race means that another write changed the order. So many in a row are a fault. */
const MAX_LOST_RACES = 20;

/**
 * Puts a dead letter back into its queue by one conditional write, which also appends the messages and raises the order's
 * revision: a redaction, which writes the outbox as it read it, then does not apply. One update cannot both append to an array
 * and select elements of it, so the write names positions, and applies only while the outbox is as it was read.
 *
 * @param messages to append
 * @returns false where the entry is not a dead letter any more
 * @throws CheckoutError `unavailable`
 */
export async function reviveLetter(
  collection: mongo.Collection<OrderDocument>,
  { merchantUid, entry }: Letter,
  dueAt: Date,
  messages: readonly OutboxEntry[],
): Promise<boolean> {
  const byId = { _id: { $eq: merchantUid } };
  const projection = { outbox: 1, revision: 1, queues: 1 };
  for (let lostRaces = 0; lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const stored = await unavailable(() => collection.findOne(byId, { projection }));
    const at = stored?.outbox.findIndex(({ id }) => id === entry.id) ?? -1;
    const found = stored?.outbox[at];
    if (!stored || !found?.deadAt || found.deadAt.getTime() !== entry.deadAt?.getTime()) return false;
    const filter = { ...byId, ...unchanged(stored, at, entry) };
    const update = { ...updateOf(stored, at, found, dueAt, messages), $inc: { revision: 1 } };
    if ((await unavailable(() => collection.updateOne(filter, update))).matchedCount === 1) return true;
  }
  throw new CheckoutError('unavailable', `order ${merchantUid} changed during ${MAX_LOST_RACES} writes in a row`);
}

/** The filter of an order that is as it was read. A delivery may change the outbox without a new revision. */
function unchanged(stored: Read, at: number, { id, deadAt, message }: OutboxEntry): mongo.Document {
  const lease = stored.queues[message.channel]?.lease;
  const noOtherDead = { $not: { $elemMatch: { id: { $ne: id }, deadAt: { $exists: true } } } };
  return {
    revision: stored.revision,
    outbox: { $size: stored.outbox.length, ...(isLastDead(stored, id) && noOtherDead) },
    [`outbox.${at}.id`]: id,
    [`outbox.${at}.deadAt`]: deadAt,
    [`${pathOf(message.channel)}.lease`]: lease ?? { $exists: false },
  };
}

const isLastDead = ({ outbox }: Read, id: string) =>
  outbox.every((each) => each.id === id || each.deadAt === undefined);

/**
 * The last dead letter takes the order off the list. A free place becomes due now, so that the letter goes before an entry in
 * backoff; a lease that is held runs to its end.
 */
function updateOf(
  stored: Read,
  at: number,
  { id, attempts, message: { channel } }: OutboxEntry,
  dueAt: Date,
  messages: readonly OutboxEntry[],
): mongo.Document {
  const { outbox, queues } = stored;
  const due = { [`${pathOf(channel)}.dueAt`]: dueAt };
  const isFree = queues[channel]?.lease === undefined;
  const alsoDue = carriersDue(messages.filter(({ message }) => message.channel !== channel));
  const latest = { ...alsoDue, ...(!isFree && due) };
  return {
    $set: {
      [`outbox.${at}.spentAttempts`]: attempts,
      ...Object.fromEntries(messages.map((each, i) => [`outbox.${outbox.length + i}`, each])),
    },
    $unset: {
      [`outbox.${at}.deadAt`]: 1,
      ...(isLastDead(stored, id) && { deadSince: 1 }),
      ...unhandledNoMore([channel]),
    },
    ...(isFree && { $min: due }),
    ...(Object.keys(latest).length > 0 && { $max: latest }),
  };
}
