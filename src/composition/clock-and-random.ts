import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Clock and chance, as the service takes them; tests bring their own. */
export interface ClockAndRandom {
  readonly now: () => Date;
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsedMs: () => number;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
  /** An id that nobody has had before. */
  readonly newId: () => string;
  /** Fails at once where the signal ends it. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The clock and the chance of this machine. */
export const SYSTEM_CLOCK_AND_RANDOM: ClockAndRandom = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  random: Math.random,
  newId: randomUUID,
  pause: (ms, signal) => pause(ms, undefined, { signal }),
};
