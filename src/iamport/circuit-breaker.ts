import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { IamportUnavailableError } from './errors';

/** When to leave i'mport in peace, and how long. */
export interface BreakerLimits {
  /** Tries that fail in a row; an answer in between, whatever it says, begins the count anew. */
  readonly failures: number;
  /** How long nothing is sent then, before one call finds out whether i'mport is back, in milliseconds. */
  readonly restMs: number;
}

/** Runs one try. @throws IamportUnavailableError at once, with nothing sent, while i'mport is left in peace */
export type CircuitBreaker = <T>(what: string, attempt: () => Promise<T>) => Promise<T>;

/**
 * Stops calling an i'mport that does not answer, so that nobody waits in vain and it can recover.
 *
 * Only `unavailable` counts: no answer, 5xx, 429. A refusal, a 401 or a 404 is an answer like any other.
 */
export function createCircuitBreaker({ failures, restMs }: BreakerLimits): CircuitBreaker {
  const policy = circuitBreaker(handleType(IamportUnavailableError), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  return async (what, attempt) => {
    const resting = () =>
      new IamportUnavailableError(`${what}: not sent, i'mport fails`, { retryable: false, mayHaveArrived: false });
    // One call is finding out; to wait for it would mean to pile up behind it.
    if (policy.state === CircuitState.HalfOpen) throw resting();
    try {
      return await policy.execute(attempt);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? resting() : error;
    }
  };
}
