import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Clock and chance, as the service takes them; tests bring their own. */
export interface World {
  readonly now: () => Date;
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsedMs: () => number;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
  /** An id that nobody has had before. */
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
}

/** The clock and the chance of this machine. */
export const SYSTEM_WORLD: World = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  random: Math.random,
  newId: randomUUID,
  pause,
};
