import { BREAKER_STATES } from '../iamport/circuit-breaker';
import type { SessionMeter } from '../iamport/session';
import { sample, type Metrics } from '../metrics/metrics';
import { watchQueue } from './watch-queue';

/**
 * Creates the meter of sessions that share one connection pool.
 *
 * @param connection the name of the pool, and of its queue where it has only one
 */
export function measureSession(metrics: Metrics, connection: 'service' | 'search'): SessionMeter {
  return {
    onCall({ operation, result, durationMs }) {
      metrics.observe('checkout_gateway_calls_total', { operation, result });
      metrics.observe('checkout_gateway_call_duration_seconds', { operation }, durationMs / 1_000);
    },
    onRefusal: (guard) => metrics.observe('checkout_guard_refusals_total', { guard }),
    watchQueue: (load, queue = connection) => watchQueue(metrics, { guard: 'gatewayQueue', queue }, load),
    watchBreaker: (current) =>
      metrics.watch(() =>
        BREAKER_STATES.map((state) =>
          sample('checkout_gateway_breaker_state', { connection, state }, state === current() ? 1 : 0),
        ),
      ),
  };
}
