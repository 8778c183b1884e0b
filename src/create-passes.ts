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
import type { Services } from './wire-services';
import type { World } from './world';

/** Does a bounded amount of work, and says whether more is waiting. */
export type Pass = () => Promise<{ readonly more: boolean }>;

/** The work beside the requests, one bounded pass each; safe on several instances at once. */
export interface Passes {
  readonly delivery: Pass;
  /** Null where amounts are not registered with i'mport. */
  readonly prepare: Pass | null;
  readonly cancels: Pass;
}

/** Puts the passes together on a connected store. */
export function createPasses(
  connection: Connection,
  config: Config,
  logger: Logger,
  services: Pick<Services, 'prepareOrder' | 'resumeCancels'>,
  world: World,
): Passes {
  return {
    delivery: deliveryPass(connection, logger, world),
    prepare: config.prepareAmounts ? preparePass(connection, services.prepareOrder, world) : null,
    cancels: async () => ({ more: await services.resumeCancels() }),
  };
}

function deliveryPass(connection: Connection, logger: Logger, { now, random }: World): Pass {
  const deps: DeliverNotificationsDeps = {
    outbox: createOutbox(connection),
    carriers: consoleCarriers(connection, logger),
    now,
    random,
    withinTimeLimit: createDeadline(LIMITS.deliveryCarrierMs, 'delivery'),
    leaseMs: LIMITS.deliveryLeaseMs,
    batchSize: LIMITS.deliveryBatchSize,
    retry: LIMITS.deliveryRetry,
    onFailure: ({ merchantUid, entry }, err) => {
      const fields = { merchant_uid: merchantUid, notification_id: entry.id, attempts: entry.attempts };
      logger.warn({ ...fields, err }, 'delivery failed');
    },
  };
  return async () => {
    const { delivered, postponed } = await deliverNotifications(deps);
    return { more: delivered + postponed === LIMITS.deliveryBatchSize };
  };
}

function preparePass(connection: Connection, prepareOrder: PrepareOrder, { now }: World): Pass {
  const unprepared = createUnpreparedOrders(connection);
  const { prepareLeaseMs: leaseMs, prepareBatchSize: batchSize } = LIMITS;
  return async () => ({
    more: (await prepareOrders({ unprepared, prepareOrder, now, leaseMs, batchSize })) === batchSize,
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
