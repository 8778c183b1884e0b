import { DESK_SESSIONS } from './collection-names';
import type { WantedIndexes } from './wanted-indexes';

/** MongoDB removes a session within a minute of its end. Where a server does not, a sign-in does. */
export const DESK_SESSION_INDEXES: WantedIndexes = {
  collection: DESK_SESSIONS,
  indexes: [{ key: { endsAt: 1 }, options: { expireAfterSeconds: 0 } }],
};
