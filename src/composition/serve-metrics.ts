import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import gracefulShutdown from 'http-graceful-shutdown';
import type { Logger } from 'pino';
import type { Config } from '../config/load-config';
import { createMetricsApp } from '../http/create-metrics-app';
import type { RenderMetrics } from '../http/routes/get-metrics';
import { LIMITS } from './limits';
import { urlOf } from './url-of';

/** The server of `METRICS_PORT`. */
export interface MetricsServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves the metrics on their own port. @returns null where it is not set. @throws an error if the port is taken */
export async function serveMetrics(
  { metricsPort, metricsHost }: Pick<Config, 'metricsPort' | 'metricsHost'>,
  render: RenderMetrics,
  logger: Logger,
): Promise<MetricsServer | null> {
  if (metricsPort === null) return null;
  const server = createServer(LIMITS.connections, createMetricsApp(render, logger));
  const stop = gracefulShutdown(server, { signals: '', timeout: LIMITS.shutdownMs, forceExit: false });
  server.listen({ port: metricsPort, host: metricsHost });
  await once(server, 'listening');
  return { url: urlOf(server.address() as AddressInfo), stop };
}
