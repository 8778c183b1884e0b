import { createBoundedQueue, type BoundedQueue, type QueueLimits } from '../lib/create-bounded-queue';
import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';

/** Creates a queue. A caller without room gets CheckoutError `unavailable` with the guard's name. */
export const openQueue = (guard: Guard, limits: QueueLimits): BoundedQueue =>
  createBoundedQueue(limits, (what) => new CheckoutError('unavailable', `${what}: no room in ${guard}`, { guard }));
