import type { Connection, mongo } from 'mongoose';
import { lineUp } from '../domain/line-up';
import { dueAtOf, dueBy, type Channel, type OutboxEntry } from '../domain/outbox';
import { buryEntry, type Burial } from './bury-entry';
import { orderCollection, type OrderDocument } from './order.model';
import { unavailable } from './unavailable';

/** An outbox entry that this caller may deliver until its lease runs out. */
export interface Claim {
  readonly merchantUid: string;
  /** As claimed; its `attempts` is the fencing number of the lease. */
  readonly entry: OutboxEntry;
}

/** What a look for due entries found. */
export interface Claims {
  readonly claims: readonly Claim[];
  /** Whether another look may find more at once. */
  readonly more: boolean;
}

/**
 * The queue of messages that live in their orders. What waits for its turn has the due time of the entry before it, so
 * that no look finds it in vain. Every method throws CheckoutError `unavailable`; the last four answer false where the
 * lease has run out and somebody else holds the entry now.
 */
export interface Outbox {
  /**
   * Takes up to `limit` due entries of one carrier, each by one conditional write: of an order only the one whose turn it
   * is, and none while another of that order is being carried by the same carrier.
   */
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
  bury(claim: Claim, burial: Burial): Promise<boolean>;
}

/** Opens the outbox of a connected store. */
export function createOutbox(connection: Connection): Outbox {
  const orders = orderCollection(connection);

  return {
    async claimDue({ channel, now, leaseMs, limit }) {
      const leaseUntil = new Date(now.getTime() + leaseMs);
      const claims: Claim[] = [];
      const found = await findDue(orders, channel, now, limit);
      for (const { _id, outbox } of found) {
        const line = lineUp(outbox, channel, now);
        if (line?.next) {
          const claimed = await claim(orders, { merchantUid: _id, entry: line.next }, now, leaseUntil);
          if (claimed) claims.push(claimed);
        } else if (line) {
          await defer(orders, { merchantUid: _id, entry: line.blocker }, line.until);
        }
      }
      return { claims, more: found.length === limit };
    },

    markDelivered: (claimed, deliveredAt) =>
      change(orders, claimed, {
        set: { 'outbox.$[entry].deliveredAt': deliveredAt, 'outbox.$[entry].lastError': null },
        unset: { 'outbox.$[entry].due': 1, 'outbox.$[entry].leaseUntil': 1 },
        followersDueAt: deliveredAt,
      }),

    postpone: (claimed, { dueAt, error }) =>
      change(orders, claimed, {
        set: { 'outbox.$[entry].due': dueBy(claimed.entry.message, dueAt), 'outbox.$[entry].lastError': error },
        unset: { 'outbox.$[entry].leaseUntil': 1 },
        followersDueAt: dueAt,
      }),

    bury: (claimed, burial) => buryEntry(orders, claimed, burial),
  };
}

type OrderCollection = mongo.Collection<OrderDocument>;

function findDue(orders: OrderCollection, channel: Channel, now: Date, limit: number): Promise<StoredOutbox[]> {
  const due = { [`outbox.due.${channel}`]: { $lte: now } };
  return unavailable(() =>
    // Unsorted: the index is walked from the longest due on, while a sort would have to gather all that is due.
    orders.find<StoredOutbox>(due, { projection: { outbox: 1 }, limit }).toArray(),
  );
}

/** Takes an entry, and has the others of its line wait as long. */
async function claim(
  orders: OrderCollection,
  { merchantUid, entry }: Claim,
  now: Date,
  leaseUntil: Date,
): Promise<Claim | undefined> {
  const attempts = entry.attempts + 1;
  const inHand = { 'message.channel': entry.message.channel, leaseUntil: { $gt: now } };
  const set = {
    'outbox.$[entry].attempts': attempts,
    'outbox.$[entry].due': dueBy(entry.message, leaseUntil),
    'outbox.$[entry].leaseUntil': leaseUntil,
  };
  // Whoever let the lease run out may have come to an end with it since the look, and none of that changes the attempts.
  const isOpen = { deliveredAt: null, deadAt: { $exists: false } };
  const whileMine = { $elemMatch: { ...asClaimed(entry), ...isOpen }, $not: { $elemMatch: inHand } };
  const isMine = await change(orders, { merchantUid, entry }, { set, followersDueAt: leaseUntil }, whileMine);
  return isMine
    ? { merchantUid, entry: { ...entry, attempts, due: dueBy(entry.message, leaseUntil), leaseUntil } }
    : undefined;
}

/** Changes one entry while `whileMine` holds of the outbox: by default, while nobody has claimed the entry since. */
async function change(
  orders: OrderCollection,
  { merchantUid, entry }: Claim,
  { set, unset, followersDueAt }: EntryChange,
  whileMine: mongo.Filter<OrderDocument>['outbox'] = { $elemMatch: asClaimed(entry) },
): Promise<boolean> {
  const result = await unavailable(() =>
    orders.updateOne(
      { _id: { $eq: merchantUid }, outbox: whileMine },
      {
        $set: { ...set, 'outbox.$[follower].due': dueBy(entry.message, followersDueAt) },
        ...(unset && { $unset: unset }),
      },
      { arrayFilters: [{ 'entry.id': entry.id }, followersOf(entry)] },
    ),
  );
  return result.matchedCount === 1;
}

/** The attempts are the fencing number. */
function asClaimed({ id, attempts }: OutboxEntry): Pick<OutboxEntry, 'id' | 'attempts'> {
  return { id, attempts };
}

/** Has those that are due before their turn wait for the one that holds them up, while it still does. */
async function defer(orders: OrderCollection, { merchantUid, entry }: Claim, until: Date): Promise<void> {
  const due = dueOf(entry);
  await unavailable(() =>
    orders.updateOne(
      { _id: { $eq: merchantUid }, outbox: { $elemMatch: { ...asClaimed(entry), [due]: dueAtOf(entry) } } },
      { $set: { 'outbox.$[early].due': dueBy(entry.message, until) } },
      { arrayFilters: [{ [`early.${due}`]: { $lt: until } }] },
    ),
  );
}

/** All that wait in the same line. */
function followersOf(entry: OutboxEntry): mongo.Document {
  return { 'follower.id': { $ne: entry.id }, [`follower.${dueOf(entry)}`]: { $exists: true } };
}

/** The path of the due time of an entry, and of all in its line. */
function dueOf({ message }: OutboxEntry): string {
  return `due.${message.channel}`;
}

/** What becomes of an entry, and when those behind it are to be looked at. */
interface EntryChange {
  readonly set: mongo.Document;
  readonly unset?: Readonly<Record<string, 1>>;
  readonly followersDueAt: Date;
}

interface StoredOutbox {
  readonly _id: string;
  readonly outbox: readonly OutboxEntry[];
}
