import type { Guard } from '../domain/guard';
import type { QueueLoad } from '../lib/create-bounded-queue';
import { sample, type Metrics } from '../metrics/metrics';

/** Registers the gauges of a queue. @param labels.queue tells the queues of one guard apart */
export function watchQueue(
  { watch }: Metrics,
  labels: { readonly guard: Guard; readonly queue: string },
  load: () => QueueLoad,
): void {
  watch(() => {
    const { places, taken, waiting } = load();
    return [
      sample('checkout_guard_places', labels, places),
      sample('checkout_guard_places_taken', labels, taken),
      sample('checkout_guard_waiting', labels, waiting),
    ];
  });
}
