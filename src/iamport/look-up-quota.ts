import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createBoundedQueue, type QueueLimits } from '../lib/create-bounded-queue';
import { takePoint } from '../lib/take-point';
import { IamportUnavailableError } from './errors';
import type { LookUpOptions, LookUpPayment, Sender } from './payment-lookup';

/** How many look-ups reports may cause. */
export interface LookUpQuotaLimits {
  /** Look-ups a minute that no order waits for, and those beyond an order's own share; 0 for no limit. */
  readonly unsolicitedPerMinute: number;
  /** How many of those may be under way at once. */
  readonly unsolicitedAtOnce: number;
  /** Look-ups a minute, on account of one waiting order and one sender, that found no payment of that order. */
  readonly fruitlessPerSender: number;
  /** The same of all senders together. */
  readonly fruitlessPerOrder: number;
  /** i'mport's addresses get so many times the share of a sender: they bring the reports of all buyers. */
  readonly gatewayFactor: number;
  /** Look-ups of senders over their address limit, for orders that wait. */
  readonly overLimit: QueueLimits;
}

/** Runs a look-up within the quota; one that was fruitful is not counted against the order it was made for. */
export type LookUpQuota = <T>(
  options: Pick<LookUpOptions, 'merchantUid' | 'isAwaited' | 'sender'>,
  lookUp: () => Promise<T>,
  isFruitful: (answer: T) => boolean,
) => Promise<T>;

const MINUTE_S = 60;
/** Unsolicited look-ups are counted in short periods, so that a burst does not use up a whole minute. */
const UNSOLICITED_PERIOD_S = 6;

/**
 * Keeps the way to i'mport open for orders that wait for a payment, however many reports strangers send.
 *
 * A look-up that a waiting order asks for goes ahead at once, until that order's share of fruitless ones (unknown
 * payments, payments of other orders) is used up by that sender, or by all senders together. Everything else is
 * unsolicited, payments that a settled order holds included: it has a share of its own, and is refused with CheckoutError
 * `unavailable` where nothing is left of it, or where its sender is over the address limit. So whoever knows the key of a
 * waiting order and sends random ids uses up his own share of that order, and with many addresses the order's; i'mport's
 * addresses (§7.4) keep a share of their own, and nothing is refused for any other order. Of senders over the address limit
 * few look-ups are under way at once, whichever order waits for them.
 */
export function createLookUpQuota(limits: LookUpQuotaLimits): LookUpQuota {
  const shares = createShares(limits);
  const unsolicited = createUnsolicited(limits);
  const overLimit = createBoundedQueue(limits.overLimit, () =>
    refused('too many look-ups of senders over their limit'),
  );
  return async ({ sender, merchantUid, isAwaited = false }, lookUp, isFruitful) => {
    if (sender === undefined || merchantUid === undefined) return lookUp();
    const share = isAwaited ? await shares.take(merchantUid, sender) : null;
    if (share === null && sender.isOverLimit)
      throw refused('a sender over its limit, and no order waits for its report');
    if (share === null) return unsolicited(lookUp);
    const answer = await (sender.isOverLimit ? overLimit(merchantUid, lookUp) : lookUp());
    if (isFruitful(answer)) await share.giveBack();
    return answer;
  };
}

/** Looks payments up by `imp_uid` within a quota. */
export function lookUpWithin(quota: LookUpQuota, lookUp: LookUpPayment): LookUpPayment {
  return (impUid, options) =>
    quota(
      options,
      () => lookUp(impUid, options),
      (payment) => payment?.merchantUid === options.merchantUid,
    );
}

/** A number of look-ups that are taken beforehand, so that many at once do not get by. */
interface Share {
  readonly limiter: RateLimiterMemory;
  readonly owner: string;
}

/** What each waiting order may spend. */
function createShares({ fruitlessPerSender, fruitlessPerOrder, gatewayFactor }: LookUpQuotaLimits) {
  const bySender = new RateLimiterMemory({ points: fruitlessPerSender, duration: MINUTE_S });
  const byGateway = new RateLimiterMemory({ points: fruitlessPerSender * gatewayFactor, duration: MINUTE_S });
  const byOrder = new RateLimiterMemory({ points: fruitlessPerOrder, duration: MINUTE_S });
  const sharesOf = (merchantUid: string, { key, isGateway }: Sender): Share[] =>
    isGateway
      ? [{ limiter: byGateway, owner: merchantUid }]
      : [
          { limiter: bySender, owner: `${merchantUid} ${key}` },
          { limiter: byOrder, owner: merchantUid },
        ];

  return {
    /** @returns null where the share is used up */
    async take(merchantUid: string, sender: Sender): Promise<{ giveBack(): Promise<void> } | null> {
      const taken: Share[] = [];
      const giveBack = async () => {
        for (const { limiter, owner } of taken) await limiter.reward(owner);
      };
      for (const share of sharesOf(merchantUid, sender)) {
        if (!(await takePoint(share.limiter, share.owner))) return giveBack().then(() => null);
        taken.push(share);
      }
      return { giveBack };
    },
  };
}

function createUnsolicited({ unsolicitedPerMinute, unsolicitedAtOnce }: LookUpQuotaLimits) {
  const noneLeft = () => refused('too many look-ups that no order waits for');
  const inTurn = createBoundedQueue({ maxUnderWay: unsolicitedAtOnce, maxWaiting: 0, maxWaitMs: 0 }, noneLeft);
  const points = Math.max(1, Math.floor((unsolicitedPerMinute * UNSOLICITED_PERIOD_S) / MINUTE_S));
  const limiter = new RateLimiterMemory({ points, duration: UNSOLICITED_PERIOD_S });

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (unsolicitedPerMinute > 0 && !(await takePoint(limiter, 'everybody'))) throw noneLeft();
    return inTurn('an unsolicited look-up', work);
  };
}

const refused = (why: string) => new IamportUnavailableError(why, { mayHaveArrived: false, guard: 'lookUpQuota' });
