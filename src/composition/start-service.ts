import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { createApp } from '../http/create-app';
import type { Config } from '../config/load-config';
import { assembleCheckout } from './assemble-checkout';
import { checkIndexes, type IndexCheck } from './check-indexes';
import { openDeadline } from './open-deadline';
import { openDesk } from './open-desk';
import { openKeys, type Keys } from './open-keys';
import { LIMITS } from './limits';
import { ensureIndexes } from '../store/ensure-indexes';
import { openConnection } from '../store/open-connection';
import { closeConnection } from '../store/reopen-on-hang';
import { metricsOfApp, openMetrics } from './open-metrics';
import { rememberHealth } from './remember-health';
import { serveApp } from './serve-app';
import { serveMetrics } from './serve-metrics';
import { storeOptions } from './store-options';
import { SYSTEM_CLOCK_AND_RANDOM, type ClockAndRandom } from './clock-and-random';

/** The running service. */
export interface Service {
  readonly url: string;
  /** Where the metrics are if they have a port of their own. */
  readonly metricsUrl: string | null;
  /**
   * Resolves once all indexes are there and the background work runs, or once the service was stopped before. Requests are
   * answered from the start on: only the lists, exports, replays and the scrape need an index. `/readyz` is 503 until then.
   *
   * @throws IndexRefusedError where the database refuses the check or a build; the caller must stop the service
   */
  readonly started: Promise<void>;
  /** Reads the operators' keys again. Never throws. */
  reloadKeys(): Promise<void>;
  /** Finishes open requests and passes, then closes all connections. */
  stop(): Promise<void>;
}

/**
 * The composition root: connects the store, wires the services and listens. Then it makes sure of the indexes, and starts the
 * workers.
 *
 * @throws CheckoutError `unavailable` if the database cannot be reached; ConfigError if the file of keys cannot be used; an error
 *   if the port is taken
 */
export async function startService(
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom = SYSTEM_CLOCK_AND_RANDOM,
): Promise<Service> {
  const keys = await openKeys(config, logger);
  const connection = await openConnection({
    ...storeOptions(config),
    onHang: () => logger.warn('database client hung and is opened again'),
  });
  const indexes = checkIndexes(
    (watch) => ensureIndexes(connection, storeOptions(config), watch),
    logger,
    clockAndRandom.pause,
  );
  try {
    return await serve(connection, indexes, keys, config, logger, clockAndRandom);
  } catch (error) {
    indexes.stop();
    await closeConnection(connection);
    throw error;
  }
}

async function serve(
  connection: Connection,
  indexes: IndexCheck,
  keys: Keys,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
): Promise<Service> {
  const opened = openMetrics(connection, config, logger, clockAndRandom);
  const { metrics, readHealth } = rememberHealth(opened, config.hasDesk);
  const checkout = assembleCheckout({ connection, indexes, config, logger, clockAndRandom, metrics });
  const { services } = checkout;
  const app = createApp({
    ...services,
    isReady: checkout.isReady,
    keys,
    desk: await openDesk({ connection, config, logger, clockAndRandom, metrics, services, keys, readHealth }),
    ...httpSettings(config),
    ...metricsOfApp(config, metrics),
    logger,
  });
  const server = await serveApp(app, { port: config.port, host: config.host });
  const metricsServer = await serveMetrics(config, metrics.render, logger).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const withinStop = openDeadline(LIMITS.stopMs, 'clean stop');
  return {
    url: server.url,
    metricsUrl: metricsServer?.url ?? null,
    started: checkout.start(),
    reloadKeys: keys.reload,
    async stop() {
      indexes.stop();
      try {
        await withinStop(() => Promise.all([server.stop(), metricsServer?.stop(), checkout.stop()]));
      } finally {
        await closeConnection(connection);
      }
    },
  };
}

function httpSettings(config: Config) {
  return {
    mode: config.iamport.mode,
    resultUrl: config.checkoutResultUrl,
    corsOrigins: config.corsOrigins,
    rateLimitPerMinute: config.rateLimitPerMinute,
    addressLimit: LIMITS.addressLimit,
    preflightMaxAgeS: LIMITS.preflightMaxAgeS,
    exportStallMs: LIMITS.exportStallMs,
    gatewayAddresses: config.gatewayAddresses,
    trustedProxyHops: config.trustedProxyHops,
    hasDocsPage: config.hasDocsPage,
  };
}
