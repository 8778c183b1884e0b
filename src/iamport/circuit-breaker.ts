import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleType } from 'cockatiel';
import { IamportUnavailableError } from './errors';

/** When to leave i'mport in peace, and how long. */
export interface BreakerLimits {
  /** Tries that fail in a row; an answer in between, whatever it says, begins the count anew. */
  readonly failures: number;
  /** How long nothing is sent then, before one call finds out whether i'mport is back, in milliseconds. */
  readonly restMs: number;
}

/** Runs tries. Each throws IamportUnavailableError at once, with nothing sent, while i'mport is left in peace. */
export interface CircuitBreaker {
  readonly run: <T>(what: string, attempt: () => Promise<T>) => Promise<T>;
  /** The same for what takes long, or must not be sent in vain: it is never the call that finds out. */
  readonly runIfClosed: <T>(what: string, attempt: () => Promise<T>) => Promise<T>;
}

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
  const resting = (what: string) =>
    new IamportUnavailableError(`${what}: not sent, i'mport fails`, {
      retryable: false,
      mayHaveArrived: false,
      guard: 'gatewayBreaker',
    });

  async function run<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    // One call is finding out; to wait for it would mean to pile up behind it.
    if (policy.state === CircuitState.HalfOpen) throw resting(what);
    try {
      return await policy.execute(attempt);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? resting(what) : error;
    }
  }
  return {
    run,
    async runIfClosed(what, attempt) {
      if (policy.state !== CircuitState.Closed) throw resting(what);
      return run(what, attempt);
    },
  };
}
