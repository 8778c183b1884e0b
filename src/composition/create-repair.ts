import { LRUCache } from 'lru-cache';
import type { Order } from '../domain/order';

/**
 * Limits repairs per order. Concurrent callers share one repair, and a repaired order is not repaired again for a
 * while.
 *
 * @param limits.pauseMs how long a repaired order is not repaired again, in milliseconds
 * @param limits.max how many repaired orders are remembered
 */
export function createRepair(
  repair: (order: Order) => Promise<void>,
  limits: { readonly pauseMs: number; readonly max: number; readonly elapsedMs: () => number },
): (order: Order) => Promise<void> {
  const repaired = new LRUCache<string, true, Order>({
    max: limits.max,
    ttl: limits.pauseMs,
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
