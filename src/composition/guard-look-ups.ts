import type { Config } from '../config/load-config';
import type { IamportClient } from '../iamport/client';
import { createLookUpQuota, lookUpWithin } from '../iamport/look-up-quota';
import { createPaymentLookup, type LookUpPayment } from '../iamport/payment-lookup';
import { rememberUnknown } from '../iamport/remember-unknown';
import { LIMITS } from './limits';
import type { FindAttempts } from '../services/verify-by-order';
import type { ClockAndRandom } from './clock-and-random';

/** Look-ups that reports cause, behind all that keeps the way to i'mport open. */
export interface GuardedLookUps {
  readonly lookUpPayment: LookUpPayment;
  readonly findAttempts: FindAttempts;
}

/**
 * What stands between a report's look-up and the gateway's queue, from the outside in: the memory of unknown payments,
 * sharing, the quota. So callers who share a look-up take one from the quota and one place in the queue. Look-ups by an
 * order's key take from the same quota, and their answers are shared by nobody: one that was begun before the buyer came
 * back would not show what brought him.
 *
 * @param client whose calls wait in the queue of reports
 */
export function guardLookUps(
  client: Pick<IamportClient, 'getPayment' | 'findNewestPayments'>,
  config: Pick<Config, 'unsolicitedLookUpsPerMinute'>,
  { elapsedMs }: Pick<ClockAndRandom, 'elapsedMs'>,
): GuardedLookUps {
  const quota = createLookUpQuota({ ...LIMITS.lookUpQuota, unsolicitedPerMinute: config.unsolicitedLookUpsPerMinute });
  const shared = createPaymentLookup(lookUpWithin(quota, (impUid) => client.getPayment(impUid)));
  return {
    lookUpPayment: rememberUnknown(shared, { ...LIMITS.unknownPayments, elapsedMs }),
    findAttempts: (merchantUid, options) =>
      quota(
        { ...options, merchantUid },
        () => client.findNewestPayments(merchantUid),
        // It brings nothing that a look-up by `imp_uid` would not, and can be asked for without end.
        () => false,
      ),
  };
}
