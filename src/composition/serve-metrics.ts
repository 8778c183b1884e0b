import type { Logger } from 'pino';
import type { Config } from '../config/load-config';
import { createMetricsApp } from '../http/create-metrics-app';
import type { RenderMetrics } from '../http/routes/get-metrics';
import { serveApp, type AppServer } from './serve-app';

/** Serves the metrics on their own port. @returns null where it is not set. @throws an error if the port is taken */
export async function serveMetrics(
  { metricsPort, metricsHost }: Pick<Config, 'metricsPort' | 'metricsHost'>,
  render: RenderMetrics,
  logger: Logger,
): Promise<AppServer | null> {
  if (metricsPort === null) return null;
  return serveApp(createMetricsApp(render, logger), { port: metricsPort, host: metricsHost });
}
