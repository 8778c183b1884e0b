import { CheckoutError } from '../domain/errors';
import { createDeadline, type Deadline } from '../lib/create-deadline';

/**
 * Opens a deadline: work that takes longer ends with CheckoutError `unavailable` with the guard's name.
 *
 * @param what stands in the message: "no verification within 8000 ms"
 */
export const openDeadline = (limitMs: number, what: string): Deadline =>
  createDeadline(
    limitMs,
    () => new CheckoutError('unavailable', `no ${what} within ${limitMs} ms`, { guard: 'deadline' }),
  );
