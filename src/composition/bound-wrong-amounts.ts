import { RateLimiterMemory } from 'rate-limiter-flexible';
import { takePoint } from '../lib/take-point';
import type { MayTell } from '../services/confirm-payment';

/**
 * Bounds how many wrong amounts a sender is told of, about one order and about all of them, so that nobody finds an
 * amount by trying. Right ones are not counted, and wrong ones beyond a bound neither. Counts are this process's own.
 *
 * @param limits.durationS how long a wrong amount counts, in seconds, from the first one on
 */
export function boundWrongAmounts(limits: {
  readonly perOrder: number;
  readonly perSender: number;
  readonly durationS: number;
}): MayTell {
  const { perOrder, perSender, durationS: duration } = limits;
  const ofOrder = new RateLimiterMemory({ points: perOrder, duration });
  const ofSender = new RateLimiterMemory({ points: perSender, duration });
  return async ({ senderKey, merchantUid, isRight }) => {
    const orderKey = `${merchantUid} ${senderKey}`;
    if (isRight) return (await hasLeft(ofOrder, orderKey)) && (await hasLeft(ofSender, senderKey));
    if (!(await takePoint(ofOrder, orderKey))) return false;
    if (await takePoint(ofSender, senderKey)) return true;
    await ofOrder.reward(orderKey);
    return false;
  };
}

async function hasLeft(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  const taken = await limiter.get(key);
  return taken === null || taken.consumedPoints < limiter.points;
}
