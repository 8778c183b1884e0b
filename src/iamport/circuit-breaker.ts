import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { IamportUnavailableError } from './errors';

/** When the breaker opens, and for how long. */
export interface BreakerLimits {
  /** The number of failures in a row that opens the breaker. Any answer of i'mport resets the count. */
  readonly failures: number;
  /** How long the open breaker sends nothing, in milliseconds. After that, one call probes i'mport. */
  readonly openMs: number;
}

/** Runs tries. While the breaker is open, each throws IamportUnavailableError at once and sends nothing. */
export interface CircuitBreaker {
  readonly run: <T>(what: string, attempt: () => Promise<T>) => Promise<T>;
  /** The same, for a try that must not be the probe: it takes long, or must be sent at most once. */
  readonly runIfClosed: <T>(what: string, attempt: () => Promise<T>) => Promise<T>;
  readonly state: () => BreakerState;
}

/** The breaker stays `open` until the first call after its pause, and is `halfOpen` while that call probes i'mport. */
export const BREAKER_STATES = ['closed', 'open', 'halfOpen'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'halfOpen',
  // Only a caller that isolates the policy by hand brings it there.
  [CircuitState.Isolated]: 'open',
};

/**
 * Stops the calls to i'mport while it fails, so that callers do not wait for a timeout and i'mport can recover.
 *
 * Only IamportUnavailableError counts as a failure: no answer, 5xx, 429. A refusal, a 401 and a 404 are answers.
 *
 * @param onRefusal called for each try that is not sent
 */
export function createCircuitBreaker(
  { failures, openMs }: BreakerLimits,
  onRefusal: () => void = () => {},
): CircuitBreaker {
  const policy = circuitBreaker(handleType(IamportUnavailableError), {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  const notSent = (what: string) => {
    onRefusal();
    return new IamportUnavailableError(`${what}: not sent, i'mport fails`, {
      retryable: false,
      mayHaveArrived: false,
      guard: 'gatewayBreaker',
    });
  };

  async function run<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    // A probe is under way. The library would let this call wait for it, and calls would pile up.
    if (policy.state === CircuitState.HalfOpen) throw notSent(what);
    try {
      return await policy.execute(attempt);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? notSent(what) : error;
    }
  }
  return {
    run,
    async runIfClosed(what, attempt) {
      if (policy.state !== CircuitState.Closed) throw notSent(what);
      return run(what, attempt);
    },
    state: () => STATES[policy.state],
  };
}
