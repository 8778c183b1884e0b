import { CheckoutError } from '../domain/errors';
import { createDeadline, type Deadline } from '../lib/create-deadline';

/**
 * Creates a deadline. Late work rejects with CheckoutError `unavailable` and the guard `deadline`.
 *
 * @param what named in the message: "no verification within 8000 ms"
 */
export const openDeadline = (limitMs: number, what: string): Deadline =>
  createDeadline(
    limitMs,
    () => new CheckoutError('unavailable', `no ${what} within ${limitMs} ms`, { guard: 'deadline' }),
  );
