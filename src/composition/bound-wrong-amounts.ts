import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory';
import { takePoint } from '../lib/take-point';
import type { MayLearnResult } from '../services/confirm-payment';

/**
 * Limits how many wrong amounts a sender may try, per order and over all orders. Without a limit, a sender could find
 * an order's amount by trying. Right amounts do not count. Wrong amounts beyond a limit do not count either. Each
 * process has its own counts.
 *
 * @param limits.durationS how long a wrong amount counts, in seconds, starting with the first one
 */
export function boundWrongAmounts(limits: {
  readonly perOrder: number;
  readonly perSender: number;
  readonly durationS: number;
}): MayLearnResult {
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
