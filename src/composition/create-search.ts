import type { CheckoutError } from '../domain/errors';
import { createPaymentSearch, type PaymentSearch } from '../iamport/payment-search';
import { gatewayLimits } from './gateway-limits';
import { LIMITS } from './limits';
import { measureSession } from './measure-session';
import type { ServiceParts } from './service-parts';

/** Creates the search. It has its own session, time limits and connections. */
export function createSearch({ config, clockAndRandom, logger, metrics }: ServiceParts): PaymentSearch {
  const { now, elapsedMs, newId } = clockAndRandom;
  const session = {
    ...gatewayLimits(),
    tryTimeoutMs: LIMITS.searchTryMs,
    budgetMs: LIMITS.searchBudgetMs,
    probeMs: LIMITS.searchProbeMs,
  };
  const onUnfetchable = (err: CheckoutError) => logger.warn({ err }, 'gateway reply cannot be fetched');
  const meter = measureSession(metrics, 'search');
  return createPaymentSearch({ ...config.iamport, ...session, now, elapsedMs, newId, onUnfetchable, meter });
}
