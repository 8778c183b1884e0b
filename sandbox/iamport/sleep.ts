import { setTimeout as delay } from 'node:timers/promises';

/** Waits `ms` milliseconds. Rejects when the signal aborts, which the sandbox does on close. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** The real {@link Sleep}; tests may pass one that does not wait. */
export const sleep: Sleep = (ms, signal) => delay(ms, undefined, { signal });
