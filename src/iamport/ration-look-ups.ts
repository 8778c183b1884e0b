import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createBoundedQueue } from '../create-bounded-queue';
import { IamportUnavailableError } from './errors';
import type { LookUpOptions, LookUpPayment, Sender } from './payment-lookup';

/** How many look-ups strangers may cause. */
export interface RationLimits {
  /** Look-ups a minute that no order waits for, and those beyond an order's own share; 0 for no limit. */
  readonly sparePerMinute: number;
  /** How many of those may be under way at once; the rest of the way to i'mport is kept for orders that wait. */
  readonly spareAtOnce: number;
  /** Look-ups a minute, on account of one waiting order and one sender, that found no payment of that order. */
  readonly fruitlessPerSender: number;
  /** The same of all senders together. */
  readonly fruitlessPerOrder: number;
}

/** Runs a look-up within the limits; one that was fruitful is not counted against the order it was made for. */
export type Ration = <T>(
  options: Pick<LookUpOptions, 'merchantUid' | 'isAwaited' | 'sender'>,
  lookUp: () => Promise<T>,
  isFruitful: (answer: T) => boolean,
) => Promise<T>;

const MINUTE_S = 60;
/** Spare look-ups are counted in short periods, so that a burst does not use up a whole minute. */
const SPARE_PERIOD_S = 6;
/** i'mport's addresses get so much more: they bring the reports of all buyers. */
const GATEWAY_FACTOR = 10;

/**
 * Keeps the way to i'mport open for orders that wait for a payment, however many reports strangers send.
 *
 * A look-up that a waiting order asks for goes ahead at once, until that order's share of fruitless ones (unknown
 * payments, payments of other orders) is used up by that sender, or by all senders together. Everything else, payments
 * that a settled order holds included, takes from what is spare, and is refused with CheckoutError `unavailable` where
 * there is nothing left, or where its sender sends too much anyway. So whoever knows
 * the key of a waiting order and sends random ids burns his own share of that order, and with many addresses the order's;
 * i'mport's addresses (§7.4) keep a share of their own, and nothing is refused for any other order.
 */
export function createRation(limits: RationLimits): Ration {
  const shares = createShares(limits);
  const spare = createSpare(limits);
  return async ({ sender, merchantUid, isAwaited = false }, lookUp, isFruitful) => {
    if (sender === undefined || merchantUid === undefined) return lookUp();
    const share = isAwaited ? await shares.take(merchantUid, sender) : null;
    if (share === null && sender.isOverLimit) throw refused();
    if (share === null) return spare(lookUp);
    const answer = await lookUp();
    if (isFruitful(answer)) await share.giveBack();
    return answer;
  };
}

/** Rations look-ups by `imp_uid`. @param ration where others take from it as well */
export function rationLookUps(
  lookUp: LookUpPayment,
  limits: RationLimits,
  ration: Ration = createRation(limits),
): LookUpPayment {
  return (impUid, options) =>
    ration(
      options,
      () => lookUp(impUid, options),
      (payment) => payment?.merchantUid === options.merchantUid,
    );
}

/** A number of look-ups that are taken beforehand, so that many at once do not get by. */
interface Purse {
  readonly limiter: RateLimiterMemory;
  readonly owner: string;
}

/** What each waiting order may spend. */
function createShares({ fruitlessPerSender, fruitlessPerOrder }: RationLimits) {
  const bySender = new RateLimiterMemory({ points: fruitlessPerSender, duration: MINUTE_S });
  const byGateway = new RateLimiterMemory({ points: fruitlessPerSender * GATEWAY_FACTOR, duration: MINUTE_S });
  const byOrder = new RateLimiterMemory({ points: fruitlessPerOrder, duration: MINUTE_S });
  const pursesOf = (merchantUid: string, { key, isGateway }: Sender): Purse[] =>
    isGateway
      ? [{ limiter: byGateway, owner: merchantUid }]
      : [
          { limiter: bySender, owner: `${merchantUid} ${key}` },
          { limiter: byOrder, owner: merchantUid },
        ];

  return {
    /** @returns null where the share is used up */
    async take(merchantUid: string, sender: Sender): Promise<{ giveBack(): Promise<void> } | null> {
      const taken: Purse[] = [];
      const giveBack = async () => {
        for (const { limiter, owner } of taken) await limiter.reward(owner);
      };
      for (const purse of pursesOf(merchantUid, sender)) {
        const hadOne = await take(purse);
        taken.push(purse);
        // A refused one is not counted, or the count would rise without end.
        if (!hadOne) return giveBack().then(() => null);
      }
      return { giveBack };
    },
  };
}

function createSpare({ sparePerMinute, spareAtOnce }: RationLimits) {
  const inTurn = createBoundedQueue({ maxUnderWay: spareAtOnce, maxWaiting: 0, maxWaitMs: 0 }, refused);
  const points = Math.max(1, Math.floor((sparePerMinute * SPARE_PERIOD_S) / MINUTE_S));
  const purse = { limiter: new RateLimiterMemory({ points, duration: SPARE_PERIOD_S }), owner: 'everybody' };

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (sparePerMinute > 0 && !(await take(purse))) throw refused();
    return inTurn('a spare look-up', work);
  };
}

const refused = () =>
  new IamportUnavailableError('too many look-ups that no order waits for', { mayHaveArrived: false });

/** @returns false where none was left. The library throws its figures then; an Error is a fault. */
async function take({ limiter, owner }: Purse): Promise<boolean> {
  try {
    await limiter.consume(owner);
    return true;
  } catch (error) {
    if (error instanceof Error) throw error;
    return false;
  }
}
