import type { Connection } from 'mongoose';
import type { DeskSession } from '../domain/desk-session';
import { collectionOf, DESK_SESSIONS } from './collection-names';
import type { DeskSessionDocument } from './desk-session.model';
import { isDuplicateKey, unavailable } from './unavailable';

/** The sessions of the desk, which all instances share. Every method throws CheckoutError `unavailable`. */
export interface DeskSessions {
  readonly add: (session: DeskSession) => Promise<void>;
  /** The session, if it has not ended by `now`. */
  readonly find: (digest: string, now: Date) => Promise<DeskSession | null>;
  /** Stores a later request. Changes nothing where the session has ended, or a request at that time or later is stored. */
  readonly keep: (digest: string, seen: Pick<DeskSession, 'seenAt' | 'endsAt'>) => Promise<void>;
  readonly remove: (digest: string) => Promise<void>;
  /** Removes sessions that had ended by `now`, some at a time: not every server does it by the index. */
  readonly removeEnded: (now: Date) => Promise<void>;
}

/** The most sessions that one call removes. */
const MOST_REMOVED = 100;

/** Opens the sessions of a connected store. */
export function createDeskSessions(connection: Connection): DeskSessions {
  const collection = collectionOf<DeskSessionDocument>(connection, DESK_SESSIONS);
  return {
    add: ({ digest, ...session }) =>
      unavailable(async () => {
        try {
          await collection.insertOne({ _id: digest, ...session });
        } catch (error) {
          // The first try was carried out: nobody else has this digest.
          if (!isDuplicateKey(error)) throw error;
        }
      }),
    async find(digest, now) {
      const found = await unavailable(() => collection.findOne({ _id: { $eq: digest }, endsAt: { $gt: now } }));
      if (found === null) return null;
      const { _id, ...session } = found;
      return { digest: _id, ...session };
    },
    async keep(digest, { seenAt, endsAt }) {
      const earlier = { _id: { $eq: digest }, endsAt: { $gt: seenAt }, seenAt: { $lt: seenAt } };
      await unavailable(() => collection.updateOne(earlier, { $set: { seenAt, endsAt } }));
    },
    async remove(digest) {
      await unavailable(() => collection.deleteOne({ _id: { $eq: digest } }));
    },
    async removeEnded(now) {
      const options = { projection: { _id: 1 }, sort: { endsAt: 1 }, limit: MOST_REMOVED } as const;
      const ended = await unavailable(() => collection.find({ endsAt: { $lte: now } }, options).toArray());
      if (ended.length === 0) return;
      await unavailable(() => collection.deleteMany({ _id: { $in: ended.map(({ _id }) => _id) } }));
    },
  };
}
