import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Clock and randomness of the service; tests inject their own. */
export interface ClockAndRandom {
  readonly now: () => Date;
  /** A monotonic clock, in milliseconds. */
  readonly elapsedMs: () => number;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
  /** A unique id. */
  readonly newId: () => string;
  /** Rejects at once when the signal aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const SYSTEM_CLOCK_AND_RANDOM: ClockAndRandom = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  random: Math.random,
  newId: randomUUID,
  pause: (ms, signal) => pause(ms, undefined, { signal }),
};
