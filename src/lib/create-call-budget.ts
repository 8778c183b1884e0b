import { RateLimiterMemory } from 'rate-limiter-flexible';
import { takePoint } from './take-point';

const KEY = 'calls';

/** Creates a budget of calls a minute for this process; the minute begins with the first call of it. */
export function createCallBudget(callsPerMinute: number) {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 });
  return {
    take: () => takePoint(limiter, KEY),
    async isUsedUp() {
      return ((await limiter.get(KEY))?.remainingPoints ?? callsPerMinute) <= 0;
    },
  };
}
