import { createBoundedQueue, type BoundedQueue, type QueueLimits } from './create-bounded-queue';
import { CheckoutError } from './domain/errors';

/** Opens a queue in which who finds no room is told to come again: CheckoutError `unavailable`. */
export const openQueue = (limits: QueueLimits, why: string): BoundedQueue =>
  createBoundedQueue(limits, (what) => new CheckoutError('unavailable', `${what}: ${why}`));
