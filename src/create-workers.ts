import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Config } from './config';
import { createDeadline } from './create-deadline';
import { LIMITS } from './limits';
import { createConsoleShop, createConsoleSms } from './notify/console-carrier';
import { deliverNotifications, type Carriers, type DeliverNotificationsDeps } from './services/deliver-notifications';
import { prepareOrders, type PrepareOrder } from './services/prepare-order';
import { createOutbox } from './store/outbox';
import { createUnpreparedOrders } from './store/unprepared-orders';
import { createUsers } from './store/users';
import { createWorker, type Worker } from './workers/worker';

/** The work that goes on beside the requests; not started yet. */
export function createWorkers(
  connection: Connection,
  config: Config,
  logger: Logger,
  services: { readonly prepareOrder: PrepareOrder },
): Worker[] {
  const workers = [deliveryWorker(connection, logger)];
  return config.prepareAmounts ? [...workers, prepareWorker(connection, logger, services.prepareOrder)] : workers;
}

function deliveryWorker(connection: Connection, logger: Logger): Worker {
  const deps: DeliverNotificationsDeps = {
    outbox: createOutbox(connection),
    carriers: consoleCarriers(connection, logger),
    now,
    random: Math.random,
    withinTimeLimit: createDeadline(LIMITS.deliveryCarrierMs, 'delivery'),
    leaseMs: LIMITS.deliveryLeaseMs,
    batchSize: LIMITS.deliveryBatchSize,
    retry: LIMITS.deliveryRetry,
    onFailure: ({ merchantUid, entry }, err) => {
      const fields = { merchant_uid: merchantUid, notification_id: entry.id, attempts: entry.attempts };
      logger.warn({ ...fields, err }, 'delivery failed');
    },
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

function prepareWorker(connection: Connection, logger: Logger, prepareOrder: PrepareOrder): Worker {
  const unprepared = createUnpreparedOrders(connection);
  const { prepareLeaseMs: leaseMs, prepareBatchSize: batchSize } = LIMITS;
  return createWorker({
    pass: async () => ({
      more: (await prepareOrders({ unprepared, prepareOrder, now, leaseMs, batchSize })) === batchSize,
    }),
    pauseMs: LIMITS.preparePauseMs,
    onError: (err) => logger.error({ err }, 'prepare pass failed'),
  });
}

function consoleCarriers(connection: Connection, logger: Logger): Carriers {
  const users = createUsers(connection);
  const write = (fields: Readonly<Record<string, unknown>>, text: string) => logger.info(fields, text);
  return {
    shop: createConsoleShop(write),
    sms: createConsoleSms(write),
    customerRecord: ({ customerId, merchantUid, account }) =>
      users.keepVirtualAccount(customerId, merchantUid, account),
  };
}

const now = () => new Date();
