import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory';
import { takePoint } from './take-point';

const KEY = 'calls';

/** Creates a budget of calls per minute for this process. The minute begins with its first call. */
export function createCallBudget(callsPerMinute: number) {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 });
  return {
    take: () => takePoint(limiter, KEY),
    async isUsedUp() {
      return ((await limiter.get(KEY))?.remainingPoints ?? callsPerMinute) <= 0;
    },
  };
}
