import type { mongo } from 'mongoose';
import { CheckoutError } from '../domain/errors';
import type { AttentionEntry } from '../domain/order';
import { dueBy, type OutboxEntry } from '../domain/outbox';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An entry that is given up, with what follows from that. */
export interface Burial {
  readonly deadAt: Date;
  readonly error: string;
  /** To be appended to the order's. */
  readonly attention: readonly AttentionEntry[];
  /** To be appended to the outbox. */
  readonly entries: readonly OutboxEntry[];
}

/** Each of them means that somebody else added an entry, so this many in a row are no race but a fault. */
const MAX_LOST_RACES = 20;

/**
 * Makes an entry a dead letter, and all that wait for it due, in one write with what is told of it. The write names
 * positions, and holds while no entry was added: no update can both append to an array and pick some of its elements.
 *
 * @returns false where somebody has claimed the entry since
 * @throws CheckoutError `unavailable`
 */
export async function buryEntry(
  collection: mongo.Collection<OrderDocument>,
  { merchantUid, entry }: { readonly merchantUid: string; readonly entry: OutboxEntry },
  burial: Burial,
): Promise<boolean> {
  const byId = { _id: { $eq: merchantUid } };
  for (let lostRaces = 0; lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const stored = await unavailable(() => collection.findOne(byId, { projection: { outbox: 1 } }));
    const outbox = stored?.outbox ?? [];
    const at = outbox.findIndex(({ id, attempts }) => id === entry.id && attempts === entry.attempts);
    if (at === -1) return false;
    // A write whose answer was lost has gone through after all: ours, or that of whoever buried it before us.
    const deadAt = outbox[at]?.deadAt;
    if (deadAt !== undefined) return deadAt.getTime() === burial.deadAt.getTime();
    const unchanged = {
      [`outbox.${at}.id`]: entry.id,
      [`outbox.${at}.attempts`]: entry.attempts,
      [`outbox.${at}.deadAt`]: { $exists: false },
    };
    const result = await unavailable(() =>
      collection.updateOne({ ...byId, ...unchanged, outbox: { $size: outbox.length } }, updateOf(outbox, at, burial)),
    );
    if (result.matchedCount === 1) return true;
  }
  throw new CheckoutError('unavailable', `the outbox of ${merchantUid} was changed under us ${MAX_LOST_RACES} times`);
}

function updateOf(outbox: readonly OutboxEntry[], at: number, burial: Burial): mongo.Document {
  const { deadAt, error, attention, entries } = burial;
  const channel = outbox[at]?.message.channel;
  const released = outbox.flatMap(({ message, due }, i) =>
    i !== at && message.channel === channel && due !== undefined
      ? [[`outbox.${i}.due`, dueBy(message, deadAt)] as const]
      : [],
  );
  const appended = entries.map((entry, i) => [`outbox.${outbox.length + i}`, entry] as const);
  return {
    $set: {
      [`outbox.${at}.deadAt`]: deadAt,
      [`outbox.${at}.lastError`]: error,
      ...Object.fromEntries<unknown>([...released, ...appended]),
    },
    $unset: { [`outbox.${at}.due`]: 1, [`outbox.${at}.leaseUntil`]: 1 },
    ...(attention.length > 0 && {
      $push: { attention: { $each: [...attention] } },
      $min: { attentionSince: deadAt },
    }),
  };
}
