import { randomUUID } from 'node:crypto';

/** The options of a search that a session does not have. */
export const SEARCH_OPTIONS = { newId: randomUUID, probeMs: 1_000, onUnfetchable: () => undefined };
