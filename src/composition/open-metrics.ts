import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import type { Config } from '../config/load-config';
import { createMetrics, type ServiceMetrics } from '../metrics/create-metrics';
import type { ClockAndRandom } from './clock-and-random';
import { watchBacklog } from './watch-backlog';
import { watchBuild } from './watch-build';

/** Creates the metrics of a service, with the gauges of its database. */
export function openMetrics(
  connection: Connection,
  config: Pick<CheckoutConfig, 'iamport'>,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
): ServiceMetrics {
  const metrics = createMetrics();
  watchBacklog(connection, metrics, logger, clockAndRandom);
  watchBuild(metrics, config.iamport.mode);
  return metrics;
}

export function metricsOfApp({ metricsPort }: Pick<Config, 'metricsPort'>, { observe, render }: ServiceMetrics) {
  return {
    renderMetrics: metricsPort === null ? render : null,
    onTooManyRequests: () => observe('checkout_guard_refusals_total', { guard: 'addressLimit' }),
  };
}
