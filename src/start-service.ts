import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { timeout, TaskCancelledError, TimeoutStrategy } from 'cockatiel';
import gracefulShutdown from 'http-graceful-shutdown';
import type { Logger } from 'pino';
import { createApp, type AppDeps } from './app';
import type { Config } from './config';
import { CheckoutError } from './domain/errors';
import { createIamportClient } from './iamport/client';
import { createPaymentLookup } from './iamport/payment-lookup';
import { createConsoleShop, createConsoleSms } from './notify/console-carrier';
import { deliverNotifications, type Carriers, type DeliverNotificationsDeps } from './services/deliver-notifications';
import { registerOrder } from './services/register-order';
import { verifyPayment, type VerifyPaymentDeps } from './services/verify-payment';
import { connectStore, isStoreReachable } from './store/connection';
import { createOrders } from './store/orders';
import { createOutbox } from './store/outbox';
import { createUsers } from './store/users';
import { createWorker } from './workers/worker';

/** The running service. */
export interface Service {
  /** Where it listens. */
  readonly url: string;
  /** Finishes what is under way, then lets go of everything. */
  stop(): Promise<void>;
}

/** Times and sizes that fit together, so they are no settings. */
const LIMITS = {
  /** Every verification is answered within this. */
  verificationMs: 8_000,
  iamportTryMs: 2_500,
  iamportBudgetMs: 4_000,
  databaseOperationMs: 2_000,
  databasePoolSize: 50,
  deliveryPauseMs: 1_000,
  deliveryLeaseMs: 60_000,
  deliveryBatchSize: 50,
  shutdownMs: 20_000,
} as const;

const DELIVERY_RETRY = { firstDelayMs: 5_000, maxDelayMs: 60 * 60_000 };

/**
 * Connects, wires and listens: the composition root, without the process around it.
 *
 * @throws CheckoutError `unavailable` where the database is out of reach; an error where the port is taken
 */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  const connection = await connectStore({
    uri: config.mongodbUri,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    poolSize: LIMITS.databasePoolSize,
  });
  try {
    const orders = createOrders(connection);
    const app = createApp({
      ...httpSettings(config, logger),
      verifyPayment: (report) => verifyPayment(verification, report),
      registerOrder: (request) => registerOrder({ ...orders, now, newMerchantUid }, request),
      findOrder: orders.findOrder,
      isReady: () => isStoreReachable(connection),
    });
    const verification = verificationDeps(config, orders);
    const users = createUsers(connection);
    const worker = deliveryWorker(createOutbox(connection), consoleCarriers(users, logger), logger);
    const server = createServer(app);
    const shutDown = gracefulShutdown(server, { signals: '', timeout: LIMITS.shutdownMs, forceExit: false });
    server.listen(config.port, config.host);
    await once(server, 'listening');
    worker.start();
    return {
      url: urlOf(server.address() as AddressInfo),
      async stop() {
        await Promise.all([shutDown(), worker.stop()]);
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function httpSettings(
  config: Config,
  logger: Logger,
): Omit<AppDeps, 'verifyPayment' | 'registerOrder' | 'findOrder' | 'isReady'> {
  return {
    logger,
    mode: config.iamport.mode,
    resultUrl: config.checkoutResultUrl,
    ordersApiKey: config.ordersApiKey,
    corsOrigins: config.corsOrigins,
    rateLimitPerMinute: config.rateLimitPerMinute,
    trustedProxyHops: config.trustedProxyHops,
  };
}

function verificationDeps(
  config: Config,
  orders: Pick<VerifyPaymentDeps, 'findOrder' | 'moveOrder'>,
): VerifyPaymentDeps {
  const client = createIamportClient({
    ...config.iamport,
    tryTimeoutMs: LIMITS.iamportTryMs,
    budgetMs: LIMITS.iamportBudgetMs,
    elapsedMs: () => performance.now(),
  });
  return {
    ...orders,
    lookUpPayment: createPaymentLookup(client.getPayment),
    policy: { mode: config.iamport.mode },
    now,
    newId: randomUUID,
    withinDeadline,
  };
}

const deadline = timeout(LIMITS.verificationMs, TimeoutStrategy.Aggressive);

async function withinDeadline<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await deadline.execute(work);
  } catch (error) {
    if (!(error instanceof TaskCancelledError)) throw error;
    throw new CheckoutError('unavailable', `no verification within ${LIMITS.verificationMs} ms`);
  }
}

function deliveryWorker(outbox: DeliverNotificationsDeps['outbox'], carriers: Carriers, logger: Logger) {
  const deps: DeliverNotificationsDeps = {
    outbox,
    carriers,
    now,
    random: Math.random,
    leaseMs: LIMITS.deliveryLeaseMs,
    batchSize: LIMITS.deliveryBatchSize,
    retry: DELIVERY_RETRY,
    onFailure: ({ merchantUid, entry }, err) =>
      logger.warn(
        { merchant_uid: merchantUid, notification_id: entry.id, attempts: entry.attempts, err },
        'delivery failed',
      ),
  };
  return createWorker({
    pass: async () => {
      const { delivered, postponed } = await deliverNotifications(deps);
      return { more: delivered + postponed === LIMITS.deliveryBatchSize };
    },
    pauseMs: LIMITS.deliveryPauseMs,
    onError: (err) => logger.error({ err }, 'delivery pass failed'),
  });
}

function consoleCarriers(users: ReturnType<typeof createUsers>, logger: Logger): Carriers {
  const write = (fields: Readonly<Record<string, unknown>>, text: string) => logger.info(fields, text);
  return {
    shop: createConsoleShop(write),
    sms: createConsoleSms(write),
    customerRecord: ({ customerId, merchantUid, account }) =>
      users.keepVirtualAccount(customerId, merchantUid, account),
  };
}

const now = () => new Date();

/** Letters and digits only, 32 of them: every PG accepts that (§8.2). */
const newMerchantUid = () => randomUUID().replaceAll('-', '');

function urlOf({ family, address, port }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
