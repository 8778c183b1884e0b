import type { Connection } from 'mongoose';
import type { OutboxEntry } from '../domain/outbox';
import { orderModel } from './order.model';
import { unavailable } from './unavailable';

/** An outbox entry that this caller may deliver until its lease runs out. */
export interface Claim {
  readonly merchantUid: string;
  /** As claimed; its `attempts` is the fencing number of the lease. */
  readonly entry: OutboxEntry;
}

/** The queue of messages that live in their orders. Every method throws CheckoutError `unavailable`. */
export interface Outbox {
  /** Takes up to `limit` due entries, each by one conditional write, so that no two callers hold the same one. */
  claimDue(options: { readonly now: Date; readonly leaseMs: number; readonly limit: number }): Promise<Claim[]>;
  /** @returns false where the lease has run out and somebody else holds the entry now */
  markDelivered(claim: Claim, deliveredAt: Date): Promise<boolean>;
  /** Gives an entry back, to be tried again at `dueAt`. @returns false where the lease has run out */
  postpone(claim: Claim, next: { readonly dueAt: Date; readonly error: string }): Promise<boolean>;
}

/** Opens the outbox of a connected store. */
export function createOutbox(connection: Connection): Outbox {
  const model = orderModel(connection);

  /** Changes one entry while its number of attempts is still the one that the caller knows. */
  async function change(merchantUid: string, entry: OutboxEntry, update: Record<string, unknown>): Promise<boolean> {
    const known = { id: entry.id, attempts: entry.attempts };
    const result = await unavailable(() =>
      model.updateOne({ _id: merchantUid, outbox: { $elemMatch: known } }, update, {
        arrayFilters: [{ 'entry.id': entry.id }],
      }),
    );
    return result.matchedCount === 1;
  }

  async function findDue(now: Date, limit: number): Promise<Claim[]> {
    const due = { 'outbox.dueAt': { $lte: now } };
    const orders = await unavailable(() =>
      // Unsorted: the index is walked from the longest due on, while a sort would have to gather all that is due.
      model.find(due, { outbox: 1 }).limit(limit).lean<StoredOutbox[]>().exec(),
    );
    return orders
      .flatMap(({ _id, outbox }) => outbox.map((entry) => ({ merchantUid: _id, entry })))
      .filter(({ entry }) => entry.dueAt !== undefined && entry.dueAt <= now)
      .toSorted((a, b) => Number(a.entry.dueAt) - Number(b.entry.dueAt))
      .slice(0, limit);
  }

  return {
    async claimDue({ now, leaseMs, limit }) {
      const leaseEnd = new Date(now.getTime() + leaseMs);
      const claims: Claim[] = [];
      for (const { merchantUid, entry } of await findDue(now, limit)) {
        const attempts = entry.attempts + 1;
        const lease = { 'outbox.$[entry].dueAt': leaseEnd, 'outbox.$[entry].attempts': attempts };
        if (await change(merchantUid, entry, { $set: lease })) {
          claims.push({ merchantUid, entry: { ...entry, dueAt: leaseEnd, attempts } });
        }
      }
      return claims;
    },

    markDelivered: ({ merchantUid, entry }, deliveredAt) =>
      change(merchantUid, entry, {
        $set: { 'outbox.$[entry].deliveredAt': deliveredAt, 'outbox.$[entry].lastError': null },
        $unset: { 'outbox.$[entry].dueAt': 1 },
      }),

    postpone: ({ merchantUid, entry }, { dueAt, error }) =>
      change(merchantUid, entry, {
        $set: { 'outbox.$[entry].dueAt': dueAt, 'outbox.$[entry].lastError': error },
      }),
  };
}

interface StoredOutbox {
  readonly _id: string;
  readonly outbox: readonly OutboxEntry[];
}
