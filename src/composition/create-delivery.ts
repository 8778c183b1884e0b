import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Config } from '../config/load-config';
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
import { openDeadline } from './open-deadline';
import type { Pass } from '../workers/worker';

/** What delivers messages: passes over those that are due, and deliveries that begin with the write of their message. */
export interface Delivery {
  /** One per carrier, so that no carrier waits for another. */
  readonly passes: Readonly<Record<Channel, Pass>>;
  readonly atOnce: DeliveriesAtOnce;
}

/** Creates the delivery of one process on a connected store. */
export function createDelivery(
  connection: Connection,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  { observe }: Metrics = NO_METRICS,
): Delivery {
  const carriers = createCarriers(connection, config, logger, clockAndRandom);
  // From the start: the growth of a series that appears with its first delivery would lack that one.
  for (const carrier of CHANNELS) {
    for (const result of ENDINGS) observe('checkout_deliveries_total', { carrier, result }, 0);
  }
  const deps: DeliverNotificationsDeps = {
    ...clockAndRandom,
    outbox: createOutbox(connection),
    findOrder: createOrders(connection, LIMITS).findOrder,
    carriers,
    isAlerting: config.alerts !== null,
    withinTimeLimit: openDeadline(LIMITS.deliveryCarrierMs, 'delivery'),
    leaseMs: LIMITS.deliveryLeaseMs,
    pauseMs: LIMITS.deliveryPauseMs,
    slots: createDeliverySlots(LIMITS.deliveryConcurrency),
    inOwnTrace: createOwnTrace(),
    retry: LIMITS.deliveryRetry,
    onEnding: (carrier, result) => observe('checkout_deliveries_total', { carrier, result }),
    onFailure: (claim, reason) => logger.warn({ ...fieldsOf(claim), reason }, 'delivery failed, will retry'),
    onDeadLetter: (claim, reason) => logger.error({ ...fieldsOf(claim), reason }, 'delivery dead-lettered'),
  };
  const { elapsedMs } = clockAndRandom;
  const log = createPassLog({ logger, name: 'delivery at once', elapsedMs, quietMs: LIMITS.passLogQuietMs });
  const { sendAlerts } = carriers;
  const deliverAlerts = createDeliverAlerts({
    ...{ ...deps, sendAlerts, batchSize: LIMITS.alertBatchSize },
    writesAtOnce: LIMITS.deliveryConcurrency.alert,
  });
  const passes = perChannel<Pass>(
    (channel) => (signal) => deliverNotifications(deps, channel, signal).then(() => ({ more: false })),
  );
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
    },
    atOnce: createDeliveriesAtOnce({
      ...deps,
      longestMs: LIMITS.deliveryCarrierMs,
      onDone: log.succeeded,
      onFault: log.failed,
    }),
  };
}

function fieldsOf({ merchantUid, entry }: Claim): Record<string, unknown> {
  const { id, message, attempts } = entry;
  return { merchant_uid: merchantUid, notification_id: id, channel: message.channel, attempts };
}
