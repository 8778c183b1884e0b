import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import { createReconcilePasses } from './create-reconcile';
import { LIMITS } from './limits';
import { prepareOrders, type PrepareOrder } from '../services/prepare-order';
import { createUnpreparedOrders } from '../store/unprepared-orders';
import { createDelivery, type Delivery, type DeliveryPasses } from './create-delivery';
import { createRedactPass } from './create-redact-pass';
import type { Pass } from '../workers/worker';
import type { Services } from './wire-services';
import type { ClockAndRandom } from './clock-and-random';

/** The background passes. Several instances may run them at once. */
export interface Passes {
  readonly delivery: DeliveryPasses;
  /** Null where amounts are not registered with i'mport. */
  readonly prepare: Pass | null;
  /** Polls unsettled orders; null where this instance does not reconcile. */
  readonly reconcileOrders: Pass | null;
  /** Reads all payments by time; null where this instance does not reconcile. */
  readonly reconcileWindow: Pass | null;
  readonly cancels: Pass;
  /** Removes personal values whose time is over, or as a person asked for. */
  readonly redact: Pass;
  /** Sends the events of a period again. */
  readonly resend: Pass;
}

/** Creates the passes on a connected store. */
export function createPasses(
  connection: Connection,
  config: CheckoutConfig,
  logger: Logger,
  services: Pick<Services, 'prepareOrder' | 'verification' | 'search' | 'resumeCancels' | 'resendPeriod' | 'metrics'>,
  clockAndRandom: ClockAndRandom,
  delivery: Pick<Delivery, 'passes'> = createDelivery(connection, config, logger, clockAndRandom),
): Passes {
  const reconcile = config.reconcile.isOn
    ? createReconcilePasses({ connection, config, logger, clockAndRandom, ...services })
    : null;
  return {
    reconcileOrders: reconcile?.orders ?? null,
    reconcileWindow: reconcile?.window ?? null,
    delivery: delivery.passes,
    prepare: config.prepareAmounts ? preparePass(connection, services.prepareOrder, clockAndRandom) : null,
    cancels: async (signal) => ({ more: await services.resumeCancels(signal) }),
    redact: createRedactPass(connection, config, logger, clockAndRandom, services.metrics),
    resend: services.resendPeriod,
  };
}

function preparePass(connection: Connection, prepareOrder: PrepareOrder, { now }: ClockAndRandom): Pass {
  const unprepared = createUnpreparedOrders(connection);
  const { prepareLeaseMs: leaseMs, prepareLongestDelayMs: longestDelayMs, prepareBatchSize: batchSize } = LIMITS;
  const deps = { unprepared, prepareOrder, now, leaseMs, longestDelayMs, batchSize };
  return async (signal) => ({ more: (await prepareOrders(deps, signal)) === batchSize });
}
