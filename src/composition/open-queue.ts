import { createBoundedQueue, type BoundedQueue, type QueueLimits } from '../lib/create-bounded-queue';
import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';

/** Opens a queue in which who finds no room is told to come again: CheckoutError `unavailable` with the guard's name. */
export const openQueue = (guard: Guard, limits: QueueLimits): BoundedQueue =>
  createBoundedQueue(limits, (what) => new CheckoutError('unavailable', `${what}: no room in ${guard}`, { guard }));
