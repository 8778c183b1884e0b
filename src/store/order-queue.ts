import type { mongo } from 'mongoose';
import type { Order } from '../domain/order';
import type { OutboxEntry } from '../domain/outbox';
import { leased, newLease, whileDue, type LeaseTime } from './lease';
import type { OrderDocument } from './order.model';
import type { QueueName } from './queues.schema';
import { toOrder, WITHOUT_QUEUES } from './to-order';
import { unavailable } from './unavailable';

type OrderCollection = mongo.Collection<OrderDocument>;

/** Which due orders to find. */
export interface DueQuery {
  readonly queue: QueueName;
  readonly now: Date;
  /** The earliest due time. @default none */
  readonly from?: Date;
  readonly limit: number;
  readonly projection: mongo.Document;
  /** By due time. @default the order of the index, the longest due first where the server reads it in order */
  readonly sort?: 1 | -1;
  /** Conditions on further fields of the same index. @default none */
  readonly where?: mongo.Document;
}

/** An order to be claimed. */
export interface Candidate {
  readonly _id: string;
  /** Further conditions of the claim. @default none */
  readonly where?: mongo.Document;
  /** Further fields that the claim sets. @default none */
  readonly set?: mongo.Document;
  readonly arrayFilters?: mongo.Document[];
}

/** An order that the claimant may work on until the lease ends. */
export interface OrderClaim {
  readonly order: Order;
  readonly lease: string;
}

/** The path of an order's place in a queue. */
export const pathOf = <Name extends QueueName>(queue: Name): `queues.${Name}` => `queues.${queue}`;

/**
 * The `$max` part of the write that adds entries to an order: the order becomes due for their carriers. `$max` keeps a later
 * due time: the end of a lease, or of the backoff of an entry that goes first.
 */
export function carriersDue(entries: readonly OutboxEntry[]): Readonly<Record<string, Date>> {
  return Object.fromEntries(
    entries.map(({ message, createdAt }) => [`${pathOf(message.channel)}.dueAt`, createdAt] as const),
  );
}

/** Finds orders that are due in a queue. @throws CheckoutError `unavailable` */
export function findDue(orders: OrderCollection, query: DueQuery): Promise<OrderDocument[]> {
  const { queue, now, from, limit, projection, sort, where } = query;
  const dueAt = `${pathOf(queue)}.dueAt`;
  return unavailable(() =>
    orders
      .find(
        { ...where, [dueAt]: { ...(from && { $gte: from }), $lte: now } },
        { projection, limit, ...(sort && { sort: { [dueAt]: sort } }) },
      )
      .toArray(),
  );
}

/**
 * Claims orders of a queue, each by one conditional write that names its `_id`: routers of sharded clusters before 8.0
 * refuse a `findAndModify` without the shard key.
 *
 * @returns the lease, and the keys of the orders that the caller holds now; other callers claimed the rest
 * @throws CheckoutError `unavailable`; orders that were claimed before the fault are due again when their lease ends
 */
export async function claimDue(
  orders: OrderCollection,
  queue: QueueName,
  candidates: readonly Candidate[],
  time: LeaseTime,
): Promise<{ readonly lease: string; readonly claimed: ReadonlySet<string> }> {
  const path = pathOf(queue);
  const lease = newLease();
  const keys = candidates.map(({ _id }) => _id);
  if (keys.length === 0) return { lease, claimed: new Set() };
  const writes = candidates.map(({ _id, where, set, arrayFilters }) => ({
    updateOne: {
      filter: { ...whileDue(_id, path, time.now), ...where },
      update: { $set: { ...leased(path, lease, time), ...set } },
      ...(arrayFilters && { arrayFilters }),
    },
  }));
  const { matchedCount } = await unavailable(() => orders.bulkWrite(writes, { ordered: false }));
  if (matchedCount === keys.length) return { lease, claimed: new Set(keys) };
  const ours = { _id: { $in: keys }, [`${path}.lease`]: lease };
  const found = await unavailable(() => orders.find(ours, { projection: { _id: 1 } }).toArray());
  return { lease, claimed: new Set(found.map(({ _id }) => _id)) };
}

/** More than one candidate a round, since other callers may claim the first ones. */
const CANDIDATES = 10;
/** Other callers made progress in each round that this caller lost, so it may stop; the next pass continues. */
const MAX_ROUNDS = 10;

/**
 * Claims the order that is due the longest.
 *
 * @returns null where no order is due, or other callers claimed all due ones
 * @throws CheckoutError `unavailable`
 */
export async function claimLongestDue(
  orders: OrderCollection,
  queue: QueueName,
  time: LeaseTime,
): Promise<OrderClaim | null> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const query = { queue, now: time.now, limit: CANDIDATES, projection: { _id: 1 }, sort: 1 } as const;
    const candidates = await findDue(orders, query);
    if (candidates.length === 0) return null;
    for (const { _id } of candidates) {
      const { lease, claimed } = await claimDue(orders, queue, [{ _id }], time);
      if (claimed.has(_id)) return readClaimed(orders, _id, lease);
    }
  }
  return null;
}

/** Reads the order after the claim: it may have changed between the query and the claim. */
async function readClaimed(orders: OrderCollection, _id: string, lease: string): Promise<OrderClaim | null> {
  const byId = { _id: { $eq: _id } };
  const document = await unavailable(() => orders.findOne(byId, { projection: WITHOUT_QUEUES }));
  return document && { order: toOrder(document), lease };
}
