import type { SessionOptions } from '../iamport/session';
import { LIMITS } from './limits';

/** How long and how often i'mport is tried, by whatever calls it; read anew each time, since tests replace limits. */
export function gatewayLimits(): Omit<SessionOptions, 'apiUrl' | 'apiKey' | 'apiSecret' | 'elapsedMs'> {
  return {
    tryTimeoutMs: LIMITS.iamportTryMs,
    budgetMs: LIMITS.iamportBudgetMs,
    retry: LIMITS.gatewayRetry,
    maxAnswerBytes: LIMITS.iamportAnswerBytes,
    queue: LIMITS.gatewayQueue,
    breaker: LIMITS.gatewayBreaker,
    tokenMarginMs: LIMITS.iamportTokenMarginMs,
  };
}
