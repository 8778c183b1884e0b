import { LRUCache } from 'lru-cache';
import type { LookUpPayment } from './payment-look-up';

/**
 * Remembers for a short time that i'mport does not know a payment, so that reports with the same wrong id cause one look-up.
 * Known payments, faults and refusals are not remembered. A payment that was found is not remembered as unknown, even where
 * an older look-up is answered later. A payment that the order holds is always looked up.
 *
 * @param limits.ttlMs how long an unknown payment is remembered, in milliseconds; a payment that appears in this time is
 *   found at its end at the latest
 * @param limits.maxEntries the largest number of remembered ids; the oldest is forgotten first
 * @param limits.elapsedMs a monotonic clock in milliseconds
 */
export function rememberUnknown(
  lookUp: LookUpPayment,
  limits: { readonly ttlMs: number; readonly maxEntries: number; readonly elapsedMs: () => number },
): LookUpPayment {
  const seen = new LRUCache<string, 'unknown' | 'found'>({
    max: limits.maxEntries,
    ttl: limits.ttlMs,
    // By default, a timer of the library caches the clock.
    ttlResolution: 0,
    perf: { now: limits.elapsedMs },
  });
  return async (impUid, options) => {
    // i'mport sends a webhook once (§7), and somebody else may have asked for this id before the payment existed.
    const isTheOneWebhook = options.isAwaited === true && options.sender?.isGateway === true;
    if (seen.get(impUid) === 'unknown' && !isTheOneWebhook && options.isHeld !== true) return null;
    const payment = await lookUp(impUid, options);
    if (payment !== null) seen.set(impUid, 'found');
    else if (seen.get(impUid) === undefined) seen.set(impUid, 'unknown');
    return payment;
  };
}
