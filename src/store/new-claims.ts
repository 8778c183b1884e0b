import type { Channel, OutboxEntry } from '../domain/outbox';
import { leased } from './lease';
import { carriersDue, pathOf } from './order-queue';
import type { Claim } from './claim';
import type { Queues } from './queues.schema';
import { unhandledNoMore } from './unhandled';

/** Claims of messages that the same write stores. */
export interface NewClaims {
  /** One for each carrier at most: the first of its new entries. */
  readonly claims: readonly Claim[];
  readonly now: Date;
  /** How long the claims hold, in milliseconds. */
  readonly leaseMs: number;
}

/** The parts of an update that add entries to an order and make it due for their carriers, or claim it for them. */
export interface NewEntries {
  readonly outbox: readonly OutboxEntry[];
  readonly $set: Readonly<Record<string, unknown>>;
  readonly $max: Readonly<Record<string, unknown>>;
  readonly $unset: Readonly<Record<string, 1>>;
}

/** @param claimed null for none: the order is due for all carriers of the entries */
export function addEntries(entries: readonly OutboxEntry[], claimed: NewClaims | null): NewEntries {
  if (claimed === null) return { outbox: entries, $set: {}, $max: carriersDue(entries), $unset: notesOf(entries) };
  const { claims } = claimed;
  const byId = new Map(claims.map(({ entry }) => [entry.id, entry]));
  const channels = channelsOf(claimed);
  const unclaimed = entries.filter(({ message }) => !channels.includes(message.channel));
  return {
    outbox: entries.map((entry) => byId.get(entry.id) ?? entry),
    $set: Object.assign(
      {},
      ...claims.map(({ entry, lease }) => leased(pathOf(entry.message.channel), lease, claimed)),
    ) as NewEntries['$set'],
    $max: carriersDue(unclaimed),
    $unset: notesOf(unclaimed),
  };
}

/** A note that was written late, of an event that has been handled since, must not hold up a new one. */
const notesOf = (entries: readonly OutboxEntry[]) => unhandledNoMore(entries.map(({ message }) => message.channel));

/** The places in the queues of a new order with these entries. */
export function placesOf(entries: readonly OutboxEntry[]): Queues {
  return Object.fromEntries(entries.map(({ message, createdAt }) => [message.channel, { dueAt: createdAt }]));
}

/** The filter of an order that waits for none of the claimed carriers: it has no earlier message for them. */
export function whileFree(claimed: NewClaims | null): Readonly<Record<string, unknown>> {
  const channels = claimed === null ? [] : channelsOf(claimed);
  return Object.fromEntries(channels.map((channel) => [pathOf(channel), { $exists: false }]));
}

const channelsOf = ({ claims }: NewClaims): readonly Channel[] => claims.map(({ entry }) => entry.message.channel);
