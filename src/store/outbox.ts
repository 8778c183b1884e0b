import type { Connection, mongo } from 'mongoose';
import { openEntries, storedError, yields, type Channel, type OutboxEntry } from '../domain/outbox';
import type { Claim } from './claim';
import { deadLetterEntry, type DeadLettering } from './dead-letter-entry';
import { whileDue, whileHeld, type LeaseTime } from './lease';
import { createMarkLast, markingUpdate } from './mark-delivered';
import { isOpenFor, noOtherGoesFirst } from './open-entry';
import { claimDue, findDue, pathOf, type Candidate } from './order-queue';
import { orderCollection } from './order-collection';
import type { OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** The result of one search for due entries. */
export interface Claims {
  readonly claims: readonly Claim[];
  /** Whether another search may find more entries now. */
  readonly more: boolean;
}

/**
 * The queue of messages that are stored in their orders. The order is due for a carrier, not the single entry, since a
 * carrier delivers the messages of one order in sequence. Every method throws CheckoutError `unavailable`; the last four
 * answer false where the lease has ended and another claimant holds the order.
 */
export interface Outbox {
  /** Claims up to `limit` orders that are due for one carrier. Each claim holds the first undelivered entry of its order. */
  claimDue(options: {
    readonly channel: Channel;
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<Claims>;
  markDelivered(claim: Claim, deliveredAt: Date): Promise<boolean>;
  /**
   * Ends the claim; the entry is tried again at `dueAt`. One that is sent again and was refused leaves the carrier's queue until
   * then, so that newer entries go out meanwhile.
   */
  postpone(claim: Claim, next: NextTry): Promise<boolean>;
  /** Prolongs the lease of a claim. */
  renew(claim: Claim, leaseUntil: Date): Promise<boolean>;
  /** Dead-letters the entry and releases the next one. The same write adds the attention and the shop's event. */
  deadLetter(claim: Claim, deadLettering: DeadLettering): Promise<boolean>;
}

/** When an entry is tried again. */
export interface NextTry {
  readonly dueAt: Date;
  /** Why it was refused; null if it was not tried. */
  readonly error: string | null;
  /** When an entry is due that goes before one that yields. @default `dueAt` */
  readonly othersDueAt?: Date;
  /** The claim was no try: it is not counted. @default it was one */
  readonly isUncounted?: boolean;
}

type OrderCollection = mongo.Collection<OrderDocument>;

/** Opens the outbox of a connected store. */
export function createOutbox(connection: Connection): Outbox {
  const orders = orderCollection(connection);
  const markLast = createMarkLast(orders);

  return {
    async claimDue({ channel, now, leaseMs, limit }) {
      const found = await findDue(orders, { queue: channel, now, limit, projection: { outbox: 1 } });
      const waiting = found.map((order) => waitingFor(channel, order));
      const claims = await claimFirst(orders, channel, waiting, { now, leaseMs });
      for (const { _id, open } of waiting) if (open.length === 0) await removeIdle(orders, _id, channel, now);
      return { claims, more: found.length === limit };
    },

    async markDelivered(claimed, deliveredAt) {
      if (!claimed.hasNext && (await markLast(claimed, deliveredAt))) return true;
      // Another entry waits, or the lease has ended.
      const place = { [pathOf(claimed.entry.message.channel)]: { dueAt: deliveredAt } };
      return endClaim(orders, claimed, markingUpdate(claimed.entry, deliveredAt, { set: place }));
    },

    async postpone(claimed, { dueAt, error, othersDueAt = dueAt, isUncounted = false }) {
      const { id, message, attempts } = claimed.entry;
      const place = pathOf(message.channel);
      const lastError = error && storedError(error);
      const failed = {
        'outbox.$[entry].lastError': lastError,
        ...(isUncounted && { 'outbox.$[entry].attempts': attempts - 1 }),
      };
      const arrayFilters = [{ 'entry.id': id }];
      // Only the queue of the shop's server takes such an entry back.
      const isYielding = message.channel === 'shop' && yields({ ...claimed.entry, lastError });
      if (isYielding) {
        const update = { $set: { ...failed, [pathOf('resent')]: { dueAt } }, $unset: { [place]: 1 } };
        const isFree = { outbox: noOtherGoesFirst(claimed.entry) };
        if (await endClaim(orders, claimed, { update, arrayFilters }, isFree)) return true;
      }
      const next = { [place]: { dueAt: isYielding ? othersDueAt : dueAt } };
      return endClaim(orders, claimed, { update: { $set: { ...failed, ...next } }, arrayFilters });
    },

    async renew({ merchantUid, entry, lease }, leaseUntil) {
      const place = pathOf(entry.message.channel);
      const update = { $set: { [`${place}.dueAt`]: leaseUntil } };
      const result = await unavailable(() => orders.updateOne(whileHeld(merchantUid, place, lease), update));
      return result.matchedCount === 1;
    },

    deadLetter: (claimed, deadLettering) => deadLetterEntry(orders, claimed, deadLettering),
  };
}

/** The open entries of an order for one carrier, the first one to be delivered first. */
export interface WaitingOrder {
  readonly _id: string;
  readonly open: readonly OutboxEntry[];
}

export const waitingFor = (channel: Channel, { _id, outbox }: Pick<OrderDocument, '_id' | 'outbox'>): WaitingOrder => ({
  _id,
  open: openEntries(outbox, channel),
});

/**
 * Claims the first entry of each order.
 *
 * @param further conditions and fields of the claim of an entry
 * @returns the claims; other callers claimed the rest
 */
export async function claimFirst(
  orders: OrderCollection,
  channel: Channel,
  waiting: readonly WaitingOrder[],
  time: LeaseTime,
  further: (entry: OutboxEntry) => Pick<Candidate, 'where' | 'set'> = () => ({}),
): Promise<Claim[]> {
  const candidates = waiting.flatMap(({ _id, open: [entry] }) =>
    entry ? [candidateOf(_id, entry, further(entry))] : [],
  );
  const { lease, claimed } = await claimDue(orders, channel, candidates, time);
  const leaseEndsAt = new Date(time.now.getTime() + time.leaseMs);
  return waiting.flatMap(({ _id, open: [entry, next] }) =>
    entry !== undefined && claimed.has(_id)
      ? [{ merchantUid: _id, ...withAttempt(entry), lease, hasNext: !!next, leaseEndsAt }]
      : [],
  );
}

const withAttempt = (entry: OutboxEntry) => ({ entry: { ...entry, attempts: entry.attempts + 1 } });

/** A claim of the order while this entry is still open: a slow claimant may have finished it since the query. */
function candidateOf(
  _id: string,
  { id, attempts }: OutboxEntry,
  { where, set }: Pick<Candidate, 'where' | 'set'>,
): Candidate {
  return {
    _id,
    where: { ...where, outbox: { $elemMatch: { id, attempts, deliveredAt: null, deadAt: { $exists: false } } } },
    set: { ...set, 'outbox.$[entry].attempts': attempts + 1 },
    arrayFilters: [{ 'entry.id': id }],
  };
}

/** Ends a claim by an update that sets the order's next due time for the carrier. */
async function endClaim(
  orders: OrderCollection,
  { merchantUid, entry, lease }: Claim,
  { update, ...options }: { readonly update: mongo.Document; readonly arrayFilters?: mongo.Document[] },
  where: mongo.Document = {},
): Promise<boolean> {
  const held = { ...whileHeld(merchantUid, pathOf(entry.message.channel), lease), ...where };
  const result = await unavailable(() => orders.updateOne(held, update, options));
  return result.matchedCount === 1;
}

/** Takes an order without open entries out of the queue: somebody has changed its outbox by hand. */
export async function removeIdle(orders: OrderCollection, _id: string, channel: Channel, now: Date): Promise<void> {
  const place = pathOf(channel);
  const idle = { ...whileDue(_id, place, now), outbox: { $not: { $elemMatch: isOpenFor(channel) } } };
  await unavailable(() => orders.updateOne(idle, { $unset: { [place]: 1 } }));
}
