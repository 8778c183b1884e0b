import type { CheckoutConfig } from '../config/checkout-config';
import type { IamportClient } from '../iamport/client';
import { createLookUpQuota, lookUpWithin } from '../iamport/look-up-quota';
import { createPaymentLookUp, type LookUpPayment } from '../iamport/payment-look-up';
import { rememberUnknown } from '../iamport/remember-unknown';
import { LIMITS } from './limits';
import type { Metrics } from '../metrics/metrics';
import { watchQueue } from './watch-queue';
import type { FindAttempts } from '../services/verify-by-order';
import type { ClockAndRandom } from './clock-and-random';

/** Look-ups that reports cause, behind the guards. */
export interface GuardedLookUps {
  readonly lookUpPayment: LookUpPayment;
  readonly findAttempts: FindAttempts;
}

/**
 * Puts the guards before a report's look-up, from the outside in: the cache of unknown payments, sharing, the quota. So
 * callers who share a look-up use the quota once and take one place in the gateway queue. Look-ups by order key use the
 * same quota but are not shared: a look-up that began before the buyer returned may not show the latest attempt.
 *
 * @param client its calls wait in the queue of reports
 */
export function guardLookUps(
  client: Pick<IamportClient, 'getPayment' | 'findNewestPayments'>,
  config: Pick<CheckoutConfig, 'unsolicitedLookUpsPerMinute'>,
  { elapsedMs }: Pick<ClockAndRandom, 'elapsedMs'>,
  metrics: Metrics,
): GuardedLookUps {
  const quota = createLookUpQuota(
    { ...LIMITS.lookUpQuota, unsolicitedPerMinute: config.unsolicitedLookUpsPerMinute, elapsedMs },
    {
      onRefusal: () => metrics.observe('checkout_guard_refusals_total', { guard: 'lookUpQuota' }),
      watchQueue: (load, queue) => watchQueue(metrics, { guard: 'lookUpQuota', queue }, load),
    },
  );
  const shared = createPaymentLookUp(lookUpWithin(quota, (impUid) => client.getPayment(impUid)));
  return {
    lookUpPayment: rememberUnknown(shared, { ...LIMITS.unknownPayments, elapsedMs }),
    findAttempts: (merchantUid, options) =>
      quota(
        { ...options, merchantUid },
        () => client.findNewestPayments(merchantUid),
        // Never fruitful: a look-up by `imp_uid` finds the same payments, and anyone can repeat this one endlessly.
        () => false,
      ),
  };
}
