import type { RateLimiterMemory } from 'rate-limiter-flexible';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes';

/**
 * Takes one of a key's remaining points. The check and the count are one call, so that concurrent callers cannot exceed
 * the limit.
 *
 * @returns false where no point was left; the point is then given back, or the count would grow without end
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
