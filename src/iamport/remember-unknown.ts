import { LRUCache } from 'lru-cache';
import type { LookUpPayment } from './payment-lookup';

/**
 * Remembers for a moment that i'mport does not know a payment, so that the same wrong id is not asked about again and
 * again. Only that is remembered: a payment that is there, a fault or a refusal is asked about every time. A payment that
 * was found is not unknown any more, also where a look-up that was begun before is answered later, and neither is one that
 * the order holds, whoever found it.
 *
 * @param limits.ttlMs how long; a payment that appears meanwhile stays unseen for so long at most
 * @param limits.maxEntries of all that is remembered, the oldest is forgotten first
 * @param limits.elapsedMs a monotonic clock
 */
export function rememberUnknown(
  lookUp: LookUpPayment,
  limits: { readonly ttlMs: number; readonly maxEntries: number; readonly elapsedMs: () => number },
): LookUpPayment {
  const seen = new LRUCache<string, 'unknown' | 'found'>({
    max: limits.maxEntries,
    ttl: limits.ttlMs,
    // Otherwise the clock is read once a millisecond by a timer.
    ttlResolution: 0,
    perf: { now: limits.elapsedMs },
  });
  return async (impUid, options) => {
    // i'mport sends its webhook once, and a stranger may have asked a moment before the payment showed.
    const isTheOneWebhook = options.isAwaited === true && options.sender?.isGateway === true;
    if (seen.get(impUid) === 'unknown' && !isTheOneWebhook && options.isHeld !== true) return null;
    const payment = await lookUp(impUid, options);
    if (payment !== null) seen.set(impUid, 'found');
    else if (seen.get(impUid) === undefined) seen.set(impUid, 'unknown');
    return payment;
  };
}
