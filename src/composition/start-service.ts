import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import gracefulShutdown from 'http-graceful-shutdown';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { createApp } from '../http/create-app';
import type { Config } from '../config/load-config';
import { openDeadline } from './open-deadline';
import { createDelivery } from './create-delivery';
import { createPasses } from './create-passes';
import { createWorkers } from './create-workers';
import { LIMITS } from './limits';
import { connectStore } from '../store/connection';
import { wireServices } from './wire-services';
import { SYSTEM_CLOCK_AND_RANDOM, type ClockAndRandom } from './clock-and-random';

/** The running service. */
export interface Service {
  readonly url: string;
  /** Finishes open requests and passes, then closes all connections. */
  stop(): Promise<void>;
}

/**
 * The composition root: connects the store, wires the services, starts the workers and listens.
 *
 * @throws CheckoutError `unavailable` if the database cannot be reached; an error if the port is taken
 */
export async function startService(
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom = SYSTEM_CLOCK_AND_RANDOM,
): Promise<Service> {
  const connection = await connectStore({
    uri: config.mongodbUri,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    heartbeatMs: LIMITS.databaseHeartbeatMs,
    poolSize: LIMITS.databasePoolSize,
  });
  try {
    return await serve(connection, config, logger, clockAndRandom);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function serve(
  connection: Connection,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
): Promise<Service> {
  const delivery = createDelivery(connection, config, logger, clockAndRandom);
  const services = wireServices(connection, config, logger, clockAndRandom, delivery.atOnce.claimNew);
  const workers = createWorkers(
    createPasses(connection, config, logger, services, clockAndRandom, delivery),
    logger,
    clockAndRandom,
  );
  const server = createServer(LIMITS.connections, createApp({ ...services, ...httpSettings(config), logger }));
  const shutDown = gracefulShutdown(server, { signals: '', timeout: LIMITS.shutdownMs, forceExit: false });
  const withinStop = openDeadline(LIMITS.stopMs, 'clean stop');
  server.listen({ port: config.port, host: config.host, backlog: BACKLOG });
  await once(server, 'listening');
  workers.forEach((worker) => worker.start());
  return {
    url: urlOf(server.address() as AddressInfo),
    async stop() {
      try {
        await withinStop(() =>
          Promise.all([shutDown(), delivery.atOnce.stop(), ...workers.map((worker) => worker.stop())]),
        );
      } finally {
        await connection.close();
      }
    },
  };
}

/** Large, so that a burst of connections gets 503s and no connection resets. The system may allow fewer. */
const BACKLOG = 4_096;

function httpSettings(config: Config) {
  return {
    mode: config.iamport.mode,
    resultUrl: config.checkoutResultUrl,
    ordersApiKey: config.ordersApiKey,
    corsOrigins: config.corsOrigins,
    rateLimitPerMinute: config.rateLimitPerMinute,
    addressLimit: LIMITS.addressLimit,
    preflightMaxAgeS: LIMITS.preflightMaxAgeS,
    gatewayAddresses: config.gatewayAddresses,
    trustedProxyHops: config.trustedProxyHops,
    hasDocsPage: config.hasDocsPage,
  };
}

function urlOf({ family, address, port }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
