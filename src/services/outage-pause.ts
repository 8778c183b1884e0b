import { retryDelayMs, type Backoff } from '../domain/retry-delay';

/** Stops passes from calling i'mport for a while when it fails. */
export interface OutagePause {
  readonly isOn: () => boolean;
  /** i'mport failed: the pause begins, with backoff for failures in a row. */
  readonly begin: () => void;
  /** i'mport answered: the backoff starts again from its first step. */
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
