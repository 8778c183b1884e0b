import type { mongo } from 'mongoose';
import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

/** So many candidates at once, in case that others take the first ones. */
const CANDIDATES = 10;
/** Each round in which others took all candidates brought the queue on; the next pass goes on from there. */
const MAX_ROUNDS = 10;

/**
 * Takes the order that is due the longest in one of the queues; it is due again after the lease.
 *
 * Found first, then claimed by a conditional write that names the `_id`: routers of sharded clusters before 8.0 refuse a
 * `findAndModify` without the shard key.
 *
 * @returns null where none is due, or others took all that were
 * @throws CheckoutError `unavailable`
 */
export async function claimDueOrder(
  collection: mongo.Collection<OrderDocument>,
  dueField: 'prepareDueAt' | 'cancelDueAt',
  now: Date,
  leaseMs: number,
): Promise<Order | null> {
  const lease = { $set: { [dueField]: new Date(now.getTime() + leaseMs) } };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const candidates = await findDue(collection, dueField, now);
    if (candidates.length === 0) return null;
    for (const { _id, [dueField]: dueAt } of candidates) {
      const result = await unavailable(() => collection.updateOne({ _id: { $eq: _id }, [dueField]: dueAt }, lease));
      if (result.matchedCount === 1) return readOrder(collection, _id);
    }
  }
  return null;
}

function findDue(collection: mongo.Collection<OrderDocument>, dueField: string, now: Date): Promise<OrderDocument[]> {
  return unavailable(() =>
    collection
      .find({ [dueField]: { $lte: now } }, { projection: { [dueField]: 1 } })
      .sort({ [dueField]: 1 })
      .limit(CANDIDATES)
      .toArray(),
  );
}

/** After the claim, so that what changed between the look and the claim is seen. */
async function readOrder(collection: mongo.Collection<OrderDocument>, _id: string): Promise<Order | null> {
  const document = await unavailable(() => collection.findOne({ _id: { $eq: _id } }, { projection: WITHOUT_QUEUES }));
  return document && toOrder(document);
}
