import { retryDelayMs, type Backoff } from '../domain/retry-delay';

/** Keeps passes from asking i'mport again and again while it is out of order. */
export interface OutagePause {
  readonly isOn: () => boolean;
  /** I'mport did not answer: the pause begins, longer with each time in a row. */
  readonly begin: () => void;
  /** I'mport answered. */
  readonly end: () => void;
}

/** Creates a pause that is off. @param deps.elapsedMs a monotonic clock in milliseconds */
export function createOutagePause(deps: {
  readonly elapsedMs: () => number;
  readonly random: () => number;
  readonly schedule: Backoff;
}): OutagePause {
  let failures = 0;
  let endsAtMs = -Infinity;
  return {
    isOn: () => deps.elapsedMs() < endsAtMs,
    begin() {
      failures += 1;
      endsAtMs = deps.elapsedMs() + retryDelayMs(failures, deps.random(), deps.schedule);
    },
    end() {
      failures = 0;
    },
  };
}
