import { AUDIT } from './collection-names';
import type { WantedIndexes } from './wanted-indexes';

/** Each lists entries, the newest first: those of an actor, those of an order, all of them. */
export const AUDIT_INDEXES: WantedIndexes = {
  collection: AUDIT,
  indexes: [
    { key: { actor: 1, at: -1, _id: -1 }, options: {} },
    { key: { merchantUid: 1, at: -1, _id: -1 }, options: {} },
    { key: { at: -1, _id: -1 }, options: {} },
  ],
};
