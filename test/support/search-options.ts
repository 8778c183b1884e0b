import { randomUUID } from 'node:crypto';

/** What a search needs beside a session. */
export const SEARCH_OPTIONS = { newId: randomUUID, probeMs: 1_000, onUnfetchable: () => undefined };
