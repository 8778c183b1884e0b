import { CheckoutError } from '../domain/errors';
import type { Guard } from '../domain/guard';
import { createBoundedQueue, type BoundedQueue, type QueueLimits } from '../lib/create-bounded-queue';
import type { Metrics } from '../metrics/metrics';
import { watchQueue } from './watch-queue';

/**
 * Creates a queue. A caller without room gets CheckoutError `unavailable` with the guard's name.
 *
 * @param queue its name in the metrics
 */
export function openQueue(guard: Guard, queue: string, limits: QueueLimits, metrics: Metrics): BoundedQueue {
  const opened = createBoundedQueue(limits, (what) => {
    metrics.observe('checkout_guard_refusals_total', { guard });
    return new CheckoutError('unavailable', `${what}: no room in ${guard}`, { guard });
  });
  watchQueue(metrics, { guard, queue }, opened.load);
  return opened;
}
