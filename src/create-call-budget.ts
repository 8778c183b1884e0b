import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { CallBudget } from './services/look-up-alone';

const KEY = 'calls';

/** Creates a budget of calls a minute for this process; the minute begins with the first call of it. */
export function createCallBudget(callsPerMinute: number): CallBudget {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 });
  return {
    async take() {
      try {
        await limiter.consume(KEY);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
    async isUsedUp() {
      return ((await limiter.get(KEY))?.remainingPoints ?? callsPerMinute) <= 0;
    },
  };
}
