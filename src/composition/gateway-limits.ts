import type { SessionOptions } from '../iamport/session';
import { LIMITS } from './limits';

/** Limits of calls to i'mport. A function, because tests replace LIMITS. */
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
