import type { ClockAndRandom } from '../../src/composition/clock-and-random';

const SHORT_MS = 1_000;

/**
 * Clock and chance of one run, the same each time it is run. A short pause is over at once; in place of a long one the next
 * look at a queue comes with the end of what is under way, or with the next command.
 */
export function createModelWorld(clock: { readonly ms: number }, runId: string): ClockAndRandom {
  const startedAtMs = clock.ms;
  let ids = 0;
  return {
    now: () => new Date(clock.ms),
    elapsedMs: () => clock.ms - startedAtMs,
    random: () => 0.5,
    newId: () => `${runId}-id-${(ids += 1)}`,
    pause: (ms) => new Promise((resolve) => void (ms < SHORT_MS && setImmediate(resolve))),
  };
}
