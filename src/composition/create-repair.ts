import { LRUCache } from 'lru-cache';
import type { Order } from '../domain/order';

/**
 * Makes a repair cheap for those who ask for it often: callers who ask about one order at once share one repair, and after
 * it the order rests.
 *
 * @param limits.restMs how long, in milliseconds
 * @param limits.max how many orders are remembered
 */
export function createRepair(
  repair: (order: Order) => Promise<void>,
  limits: { readonly restMs: number; readonly max: number; readonly elapsedMs: () => number },
): (order: Order) => Promise<void> {
  const repaired = new LRUCache<string, true, Order>({
    max: limits.max,
    ttl: limits.restMs,
    perf: { now: limits.elapsedMs },
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context }) => {
      await repair(context);
      return true as const;
    },
  });
  return async (order) => {
    await repaired.fetch(order.merchantUid, { context: order });
  };
}
