import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Config } from '../config/load-config';
import { openDeadline } from './open-deadline';
import { createReconcilePasses } from './create-reconcile';
import { LIMITS } from './limits';
import { createCarriers } from './create-carriers';
import type { Channel } from '../domain/outbox';
import { deliverNotifications, type DeliverNotificationsDeps } from '../services/deliver-notifications';
import { prepareOrders, type PrepareOrder } from '../services/prepare-order';
import { createOrders } from '../store/orders';
import { createOutbox, type Claim } from '../store/outbox';
import { createUnpreparedOrders } from '../store/unprepared-orders';
import type { Services } from './wire-services';
import type { ClockAndRandom } from './clock-and-random';

/** Does a bounded amount of work, ends early when the signal aborts, and returns whether more work is waiting. */
export type Pass = (signal: AbortSignal) => Promise<{ readonly more: boolean }>;

/** The background passes. Several instances may run them at once. */
export interface Passes {
  /** One per carrier, so that no carrier waits for another. */
  readonly delivery: Readonly<Record<Channel, Pass>>;
  /** Null where amounts are not registered with i'mport. */
  readonly prepare: Pass | null;
  /** Polls unsettled orders; null where this instance does not reconcile. */
  readonly reconcileOrders: Pass | null;
  /** Reads all payments by time; null where this instance does not reconcile. */
  readonly reconcileWindow: Pass | null;
  readonly cancels: Pass;
}

/** Creates the passes on a connected store. */
export function createPasses(
  connection: Connection,
  config: Config,
  logger: Logger,
  services: Pick<Services, 'prepareOrder' | 'verification' | 'search' | 'resumeCancels'>,
  clockAndRandom: ClockAndRandom,
): Passes {
  const reconcile = config.reconcile.isOn
    ? createReconcilePasses({ connection, config, logger, clockAndRandom, ...services })
    : null;
  return {
    reconcileOrders: reconcile?.orders ?? null,
    reconcileWindow: reconcile?.window ?? null,
    delivery: deliveryPasses(connection, config, logger, clockAndRandom),
    prepare: config.prepareAmounts ? preparePass(connection, services.prepareOrder, clockAndRandom) : null,
    cancels: async (signal) => ({ more: await services.resumeCancels(signal) }),
  };
}

function deliveryPasses(
  connection: Connection,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
): Passes['delivery'] {
  const deps: DeliverNotificationsDeps = {
    ...clockAndRandom,
    outbox: createOutbox(connection),
    findOrder: createOrders(connection, LIMITS).findOrder,
    carriers: createCarriers(connection, config, logger, clockAndRandom),
    withinTimeLimit: openDeadline(LIMITS.deliveryCarrierMs, 'delivery'),
    leaseMs: LIMITS.deliveryLeaseMs,
    pauseMs: LIMITS.deliveryPauseMs,
    concurrency: LIMITS.deliveryConcurrency,
    retry: LIMITS.deliveryRetry,
    onFailure: (claim, reason) => logger.warn({ ...fieldsOf(claim), reason }, 'delivery failed, will retry'),
    onDeadLetter: (claim, reason) => logger.error({ ...fieldsOf(claim), reason }, 'delivery dead-lettered'),
  };
  const pass =
    (channel: Channel): Pass =>
    async (signal) => {
      await deliverNotifications(deps, channel, signal);
      return { more: false };
    };
  return { shop: pass('shop'), sms: pass('sms'), customerRecord: pass('customerRecord') };
}

function fieldsOf({ merchantUid, entry }: Claim): Record<string, unknown> {
  const { id, message, attempts } = entry;
  return { merchant_uid: merchantUid, notification_id: id, channel: message.channel, attempts };
}

function preparePass(connection: Connection, prepareOrder: PrepareOrder, { now }: ClockAndRandom): Pass {
  const unprepared = createUnpreparedOrders(connection);
  const { prepareLeaseMs: leaseMs, prepareLongestDelayMs: longestDelayMs, prepareBatchSize: batchSize } = LIMITS;
  const deps = { unprepared, prepareOrder, now, leaseMs, longestDelayMs, batchSize };
  return async (signal) => ({
    more: (await prepareOrders({ ...deps, signal })) === batchSize,
  });
}
