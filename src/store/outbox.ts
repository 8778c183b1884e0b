import type { Connection, mongo } from 'mongoose';
import { openEntries, type Channel, type OutboxEntry } from '../domain/outbox';
import { deadLetterEntry, type DeadLettering } from './dead-letter-entry';
import { whileDue, whileHeld } from './lease';
import { noneBeside, openBy } from './open-entry';
import { claimDue, findDue, pathOf, type Candidate } from './order-queue';
import { orderCollection, type OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An outbox entry that this caller may deliver until the lease ends. */
export interface Claim {
  readonly merchantUid: string;
  /** As claimed. */
  readonly entry: OutboxEntry;
  /** The fence, of the order's place in the queue of the carrier. */
  readonly lease: string;
  /** Whether another entry waited behind it. */
  readonly hasNext: boolean;
}

/** What a look for due entries found. */
export interface Claims {
  readonly claims: readonly Claim[];
  /** Whether another look may find more at once. */
  readonly more: boolean;
}

/**
 * The queue of messages that live in their orders. An order is due for a carrier, not each entry, since its messages to one
 * carrier go out in their order. Every method throws CheckoutError `unavailable`; the last three answer false where the
 * lease has ended and somebody else holds the order now.
 */
export interface Outbox {
  /** Claims up to `limit` orders that are due for one carrier; of each, the first entry that is still to be delivered. */
  claimDue(options: {
    readonly channel: Channel;
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<Claims>;
  markDelivered(claim: Claim, deliveredAt: Date): Promise<boolean>;
  /** Gives an entry back, to be tried again at `dueAt`. */
  postpone(claim: Claim, next: { readonly dueAt: Date; readonly error: string | null }): Promise<boolean>;
  /** Makes it a dead letter, and lets the next one go, in one write with what the shop and a person are told of it. */
  deadLetter(claim: Claim, burial: DeadLettering): Promise<boolean>;
}

type OrderCollection = mongo.Collection<OrderDocument>;

/** Opens the outbox of a connected store. */
export function createOutbox(connection: Connection): Outbox {
  const orders = orderCollection(connection);

  return {
    async claimDue({ channel, now, leaseMs, limit }) {
      const found = await findDue(orders, { queue: channel, now, limit, projection: { outbox: 1 } });
      const waiting = found.map(({ _id, outbox }) => ({ _id, open: openEntries(outbox, channel) }));
      const candidates = waiting.flatMap(({ _id, open: [entry] }) => (entry ? [candidateOf(_id, entry)] : []));
      const { lease, claimed } = await claimDue(orders, channel, candidates, { now, leaseMs });
      const claims = waiting.flatMap(({ _id, open: [entry, next] }) =>
        entry !== undefined && claimed.has(_id) ? [{ merchantUid: _id, ...begun(entry), lease, hasNext: !!next }] : [],
      );
      for (const { _id, open } of waiting) if (open.length === 0) await leave(orders, _id, channel, now);
      return { claims, more: found.length === limit };
    },

    async markDelivered(claimed, deliveredAt) {
      const set = { 'outbox.$[entry].deliveredAt': deliveredAt, 'outbox.$[entry].lastError': null };
      if (!claimed.hasNext && (await settle(orders, claimed, set, null))) return true;
      // Another one waits, or the lease has ended.
      return settle(orders, claimed, set, deliveredAt);
    },

    postpone: (claimed, { dueAt, error }) => settle(orders, claimed, { 'outbox.$[entry].lastError': error }, dueAt),

    deadLetter: (claimed, burial) => deadLetterEntry(orders, claimed, burial),
  };
}

const begun = (entry: OutboxEntry) => ({ entry: { ...entry, attempts: entry.attempts + 1 } });

/** An order of which this entry is the first; whoever let a lease run out may have come to an end with it since the look. */
function candidateOf(_id: string, { id, attempts }: OutboxEntry): Candidate {
  return {
    _id,
    where: { outbox: { $elemMatch: { id, attempts, deliveredAt: null, deadAt: { $exists: false } } } },
    set: { 'outbox.$[entry].attempts': attempts + 1 },
    arrayFilters: [{ 'entry.id': id }],
  };
}

/** Ends a claim. @param dueAt when the order is due next for this carrier; null where nothing else may wait for it */
async function settle(
  orders: OrderCollection,
  { merchantUid, entry, lease }: Claim,
  set: mongo.Document,
  dueAt: Date | null,
): Promise<boolean> {
  const place = pathOf(entry.message.channel);
  const held = whileHeld(merchantUid, place, lease);
  const options = { arrayFilters: [{ 'entry.id': entry.id }] };
  const result = await unavailable(() =>
    dueAt === null
      ? orders.updateOne({ ...held, outbox: noneBeside(entry) }, { $set: set, $unset: { [place]: 1 } }, options)
      : orders.updateOne(held, { $set: { ...set, [place]: { dueAt } } }, options),
  );
  return result.matchedCount === 1;
}

/** Takes an order out of a queue in which it waits for nothing: somebody has changed its outbox by hand. */
async function leave(orders: OrderCollection, _id: string, channel: Channel, now: Date): Promise<void> {
  const place = pathOf(channel);
  const idle = { ...whileDue(_id, place, now), outbox: { $not: { $elemMatch: openBy(channel) } } };
  await unavailable(() => orders.updateOne(idle, { $unset: { [place]: 1 } }));
}
