import { CheckoutError } from '../domain/errors';
import { createDeadline, type Deadline } from '../lib/create-deadline';
import { NO_METRICS, type Metrics } from '../metrics/metrics';

/**
 * Creates a deadline. Late work rejects with CheckoutError `unavailable` and the guard `deadline`.
 *
 * @param what named in the message: "no verification within 8000 ms"
 * @param metrics counts the work that was late. @default it is not counted
 */
export const openDeadline = (limitMs: number, what: string, metrics: Metrics = NO_METRICS): Deadline =>
  createDeadline(limitMs, () => {
    metrics.observe('checkout_guard_refusals_total', { guard: 'deadline' });
    return new CheckoutError('unavailable', `no ${what} within ${limitMs} ms`, { guard: 'deadline' });
  });
