import { LRUCache } from 'lru-cache';
import type { LookUpPayment } from './payment-lookup';

/**
 * Remembers for a moment that i'mport does not know a payment, so that the same wrong id is not asked about again and
 * again. Only that is remembered: a payment that is there, a fault or a refusal is asked about every time.
 *
 * @param limits.ttlMs how long; a payment that appears meanwhile stays unseen for so long at most
 * @param limits.maxEntries of all that is remembered, the oldest is forgotten first
 * @param limits.elapsedMs a monotonic clock
 */
export function rememberUnknown(
  lookUp: LookUpPayment,
  limits: { readonly ttlMs: number; readonly maxEntries: number; readonly elapsedMs: () => number },
): LookUpPayment {
  const unknown = new LRUCache<string, true>({
    max: limits.maxEntries,
    ttl: limits.ttlMs,
    // Otherwise the clock is read once a millisecond by a timer.
    ttlResolution: 0,
    perf: { now: limits.elapsedMs },
  });
  return async (impUid, options) => {
    // i'mport sends its webhook once, and a stranger may have asked a moment before the payment showed.
    const isTheOneWebhook = options.isAwaited === true && options.sender?.isGateway === true;
    if (unknown.has(impUid) && !isTheOneWebhook) return null;
    const payment = await lookUp(impUid, options);
    if (payment === null) unknown.set(impUid, true);
    return payment;
  };
}
