import { LIMITS } from '../../src/composition/limits';

/**
 * Shortens the pauses between the tries of one call to i'mport, of which most tests prove nothing. As many tries are made.
 * Call it before the service starts.
 */
export function shortenRetries(): void {
  jest.replaceProperty(LIMITS, 'gatewayRetry', { ...LIMITS.gatewayRetry, firstDelayMs: 1, maxDelayMs: 5 } as never);
}
