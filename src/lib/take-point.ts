import { RateLimiterRes, type RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * Takes one of the points that a key has left. One call decides at once, so that many at the same time do not get by.
 *
 * @returns false where none was left; nothing is taken then, or the count would rise without end
 */
export async function takePoint(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    await limiter.reward(key);
    return false;
  }
}
