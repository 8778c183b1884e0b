import type { Channel, OutboxEntry } from './outbox';

/** Where the messages of one order and one carrier stand: whose turn it is, or what all of them wait for. */
export type Line =
  | { readonly next: OutboxEntry; readonly blocker?: never }
  | { readonly blocker: OutboxEntry; readonly until: Date; readonly next?: never };

/**
 * Finds whose turn it is. Messages of one order go out by one carrier in the order in which they were written, one at a
 * time: each waits for the one before it, until that is delivered or dead.
 *
 * @param entries the whole outbox of an order, in its order
 * @returns null where nothing waits
 */
export function lineUp(entries: readonly OutboxEntry[], channel: Channel, now: Date): Line | null {
  const waiting = entries.filter(({ due }) => due?.[channel] !== undefined);
  const leased = waiting.find(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now);
  if (leased?.leaseUntil !== undefined) return { blocker: leased, until: leased.leaseUntil };
  const [first] = waiting;
  const dueAt = first?.due?.[channel];
  if (first === undefined || dueAt === undefined) return null;
  return dueAt <= now ? { next: first } : { blocker: first, until: dueAt };
}
