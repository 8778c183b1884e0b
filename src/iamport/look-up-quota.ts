import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory';
import { createBoundedQueue, type QueueLimits, type QueueLoad } from '../lib/create-bounded-queue';
import { takePoint } from '../lib/take-point';
import { IamportUnavailableError } from './errors';
import { createLookUpShares, type ShareLimits } from './look-up-shares';
import type { LookUpOptions, LookUpPayment } from './payment-look-up';

/** The limits of look-ups that reports cause. */
export interface LookUpQuotaLimits extends ShareLimits {
  /** Unsolicited look-ups a minute, and look-ups beyond an order's own share; 0 for no limit. */
  readonly unsolicitedPerMinute: number;
  /** Unsolicited look-ups are counted in short periods, in seconds: a burst does not use up the quota of a whole minute. */
  readonly unsolicitedPeriodS: number;
  /** Unsolicited look-ups that may be under way at once. */
  readonly unsolicitedAtOnce: number;
  /** The queue for senders over their address limit that report on waiting orders. */
  readonly overLimit: QueueLimits;
}

/** Measures a quota. None of its functions may throw. */
export interface QuotaMeter {
  readonly onRefusal: () => void;
  readonly watchQueue: (load: () => QueueLoad, name: string) => void;
}
const UNMEASURED: QuotaMeter = { onRefusal: () => {}, watchQueue: () => {} };

/** Runs a look-up within the quota. A fruitful look-up does not use up the share of its order. */
export type LookUpQuota = <T>(
  options: Pick<LookUpOptions, 'merchantUid' | 'isAwaited' | 'sender'>,
  lookUp: () => Promise<T>,
  isFruitful: (answer: T) => boolean,
) => Promise<T>;

const MINUTE_S = 60;

/**
 * Limits the look-ups that reports cause, so that forged reports do not delay orders that wait for a payment.
 *
 * - A look-up for a waiting order runs at once while the order has a share left. Only fruitless look-ups (an unknown payment,
 *   a payment of another order) use up the share: one for each sender of the order, and one for all its senders.
 * - Every other look-up is unsolicited, also one for a payment that a settled order holds. Unsolicited look-ups have one
 *   quota. Where it is used up, or the sender is over its address limit, CheckoutError `unavailable` refuses the look-up.
 * - i'mport's addresses (§7.4) have a share of their own for each order. An attacker who sends random ids for a waiting order
 *   uses up their own share, and with many addresses the order's share, but never the share of another order.
 * - Senders over their address limit share a small queue, whichever orders wait.
 *
 * @param meter.onRefusal called for each look-up that is refused
 * @param meter.watchQueue gets each queue of the quota
 */
export function createLookUpQuota(
  limits: LookUpQuotaLimits,
  { onRefusal, watchQueue }: QuotaMeter = UNMEASURED,
): LookUpQuota {
  const refused = (why: string) => {
    onRefusal();
    return new IamportUnavailableError(why, { mayHaveArrived: false, guard: 'lookUpQuota' });
  };
  const takeShare = createLookUpShares(limits);
  const unsolicited = createUnsolicited(limits, refused, watchQueue);
  const overLimit = createBoundedQueue(limits.overLimit, () =>
    refused('too many look-ups of senders over their limit'),
  );
  watchQueue(overLimit.load, 'overLimit');
  return async ({ sender, merchantUid, isAwaited = false }, lookUp, isFruitful) => {
    if (sender === undefined || merchantUid === undefined) return lookUp();
    const giveBack = isAwaited ? takeShare(merchantUid, sender) : null;
    if (giveBack === null && sender.isOverLimit)
      throw refused('a sender over its limit, and no order waits for its report');
    if (giveBack === null) return unsolicited(lookUp);
    const answer = await (sender.isOverLimit ? overLimit(merchantUid, lookUp) : lookUp());
    if (isFruitful(answer)) giveBack();
    return answer;
  };
}

/** Wraps a look-up by `imp_uid` in a quota. */
export function lookUpWithin(quota: LookUpQuota, lookUp: LookUpPayment): LookUpPayment {
  return (impUid, options) =>
    quota(
      options,
      () => lookUp(impUid, options),
      (payment) => payment?.merchantUid === options.merchantUid,
    );
}

function createUnsolicited(
  { unsolicitedPerMinute, unsolicitedPeriodS, unsolicitedAtOnce }: LookUpQuotaLimits,
  refused: (why: string) => Error,
  watchQueue: QuotaMeter['watchQueue'],
) {
  const noneLeft = () => refused('too many look-ups that no order waits for');
  const runInQueue = createBoundedQueue({ maxUnderWay: unsolicitedAtOnce, maxWaiting: 0, maxWaitMs: 0 }, noneLeft);
  watchQueue(runInQueue.load, 'unsolicited');
  const points = Math.max(1, Math.floor((unsolicitedPerMinute * unsolicitedPeriodS) / MINUTE_S));
  const limiter = new RateLimiterMemory({ points, duration: unsolicitedPeriodS });

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (unsolicitedPerMinute > 0 && !(await takePoint(limiter, 'unsolicited'))) throw noneLeft();
    return runInQueue('an unsolicited look-up', work);
  };
}
