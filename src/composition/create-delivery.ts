import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import { CHANNELS, perChannel, type Channel } from '../domain/outbox';
import { createOwnTrace } from '../lib/create-own-trace';
import { copyDueAudit, type CopyDueAuditDeps } from '../services/copy-audit';
import { createDeliverAlerts } from '../services/deliver-alerts';
import { createDeliveriesAtOnce, type DeliveriesAtOnce } from '../services/deliver-at-once';
import { deliverNotifications, ENDINGS, type DeliverNotificationsDeps } from '../services/deliver-notifications';
import { NO_METRICS, type Metrics } from '../metrics/metrics';
import { createDeliverySlots } from '../services/delivery-slots';
import { createOrders } from '../store/orders';
import type { Claim } from '../store/claim';
import { createOutbox } from '../store/outbox';
import { createPassLog } from '../workers/pass-log';
import { auditCopying } from './audit-copying';
import type { ClockAndRandom } from './clock-and-random';
import { createCarriers } from './create-carriers';
import { LIMITS } from './limits';
import { openHandling, type HandlingPasses } from './open-handling';
import { openDeadline } from './open-deadline';
import type { OwnProcess } from './own-process';
import type { Pass } from '../workers/worker';

/** One per carrier, so that no carrier waits for another. Null where this process runs no handlers. */
export type DeliveryPasses = Readonly<Record<Exclude<Channel, 'handler'>, Pass>> & HandlingPasses;

/** What delivers messages: passes over those that are due, and deliveries that begin with the write of their message. */
export interface Delivery {
  readonly passes: DeliveryPasses;
  readonly atOnce: DeliveriesAtOnce;
}

/** Creates the delivery of one process on a connected store. */
export function createDelivery(
  connection: Connection,
  config: CheckoutConfig,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  { observe }: Metrics = NO_METRICS,
  own?: OwnProcess,
): Delivery {
  const outbox = createOutbox(connection);
  const handling = openHandling(connection, outbox, clockAndRandom, own);
  const carriers = createCarriers(connection, config, logger, clockAndRandom, handling.run);
  beginSeries(observe);
  const deps: DeliverNotificationsDeps = {
    ...clockAndRandom,
    outbox,
    findOrder: createOrders(connection, LIMITS).findOrder,
    carriers,
    isAlerting: config.alerts !== null,
    receivers: own?.receivers,
    handlersStopped: own?.stopped,
    withinTimeLimit: openDeadline(LIMITS.deliveryCarrierMs, 'delivery'),
    leaseMs: LIMITS.deliveryLeaseMs,
    pauseMs: LIMITS.deliveryPauseMs,
    slots: createDeliverySlots(slotLimits(own)),
    inOwnTrace: createOwnTrace(),
    retry: LIMITS.deliveryRetry,
    onEnding: (carrier, result) => observe('checkout_deliveries_total', { carrier, result }),
    onFailure: (claim, reason) => logger.warn({ ...fieldsOf(claim), reason }, 'delivery failed, will retry'),
    onDeadLetter: (claim, reason) => logger.error({ ...fieldsOf(claim), reason }, 'delivery dead-lettered'),
  };
  const log = openAtOnceLog(logger, clockAndRandom);
  const { sendAlerts } = carriers;
  const deliverAlerts = createDeliverAlerts({
    ...{ ...deps, sendAlerts, batchSize: LIMITS.alertBatchSize },
    writesAtOnce: LIMITS.deliveryConcurrency.alert,
  });
  const passes = openPasses(deps);
  const copying: CopyDueAuditDeps = {
    ...auditCopying(connection),
    now: clockAndRandom.now,
    batchSize: LIMITS.auditBatchSize,
    copyAlone: passes.audit,
    onCopied: (entries) => observe('checkout_deliveries_total', { carrier: 'audit', result: 'delivered' }, entries),
  };
  return {
    passes: {
      ...passes,
      alert: () => deliverAlerts().then(() => ({ more: false })),
      audit: (signal) => copyDueAudit(copying, signal),
      ...handling.createPasses(deps),
    },
    atOnce: createDeliveriesAtOnce({
      ...deps,
      longestMs: LIMITS.deliveryCarrierMs,
      isHandledHere: handling.isHandledHere,
      onDone: log.succeeded,
      onFault: log.failed,
    }),
  };
}

/** From the start: the growth of a series that appears with its first delivery would lack that one. */
function beginSeries(observe: Metrics['observe']): void {
  for (const carrier of CHANNELS) {
    for (const result of ENDINGS) observe('checkout_deliveries_total', { carrier, result }, 0);
  }
}

function openPasses(deps: DeliverNotificationsDeps): Record<Channel, Pass> {
  return perChannel<Pass>(
    (channel) => (signal) => deliverNotifications(deps, channel, signal).then(() => ({ more: false })),
  );
}

function slotLimits(own: OwnProcess | undefined) {
  return { ...LIMITS.deliveryConcurrency, handler: own ? LIMITS.handlerConcurrency : 0 };
}

function openAtOnceLog(logger: Logger, { elapsedMs }: Pick<ClockAndRandom, 'elapsedMs'>) {
  return createPassLog({ logger, name: 'delivery at once', elapsedMs, quietMs: LIMITS.passLogQuietMs });
}

function fieldsOf({ merchantUid, entry }: Claim): Record<string, unknown> {
  const { id, message, attempts } = entry;
  return { merchant_uid: merchantUid, notification_id: id, channel: message.channel, attempts };
}
