import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import type { OnRefused } from '../http/require-key';
import { createIamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import { createIamportSessions } from '../iamport/session';
import { NO_METRICS, type Metrics } from '../metrics/metrics';
import type { ConfirmPayment } from '../services/confirm-payment';
import type { ClaimNewMessages } from '../services/deliver-at-once';
import { createRecordAudit, type RecordAudit } from '../services/record-audit';
import { replayNotification, type ReplayNotification } from '../services/replay-notification';
import type { VerifyPaymentDeps } from '../services/verify-payment';
import { canReadOrders } from '../store/connection';
import { createAuditLog } from '../store/audit-log';
import { createDeadLetters } from '../store/dead-letters';
import { createOrders } from '../store/orders';
import { createReconcileQueue } from '../store/reconcile-queue';
import type { ClockAndRandom } from './clock-and-random';
import { createAuditRefused } from './create-audit-refused';
import { createReadiness } from './create-readiness';
import { createSearch } from './create-search';
import { gatewayLimits } from './gateway-limits';
import { guardLookUps } from './guard-look-ups';
import { LIMITS } from './limits';
import { measureSession } from './measure-session';
import { openDeadline } from './open-deadline';
import type { OwnProcess } from './own-process';
import { wireCancels, type CancelServices } from './wire-cancels';
import { wireConfirmation } from './wire-confirmation';
import { wireLists, type ListServices } from './wire-lists';
import { wireReading, type ReadingServices } from './wire-reading';
import { wireResends, type ResendServices } from './wire-resends';
import { wireRegistration, type RegistrationServices } from './wire-registration';
import { verificationDeps, wireVerification, type VerificationServices } from './wire-verification';

/** The services that the routes and the workers call. */
export interface Services
  extends VerificationServices, RegistrationServices, ReadingServices, CancelServices, ListServices, ResendServices {
  readonly confirmPayment: ConfirmPayment;
  readonly replayNotification: ReplayNotification;
  readonly recordAudit: RecordAudit;
  readonly onRefused: OnRefused;
  readonly isReady: () => Promise<boolean>;
  /** Shared with the reconcile passes. */
  readonly verification: VerifyPaymentDeps;
  readonly search: PaymentSearch;
  readonly metrics: Metrics;
}

/**
 * Wires the services on a connected store.
 *
 * @param claimNew claims new messages for a delivery at once. @default passes deliver them
 * @param metrics @default nothing is measured
 * @param own what a checkout in the shop's own process adds. @default it runs as a service
 */
export function wireServices(
  connection: Connection,
  config: CheckoutConfig,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  claimNew?: ClaimNewMessages,
  metrics: Metrics = NO_METRICS,
  own?: OwnProcess,
): Services {
  const parts = { connection, config, logger, clockAndRandom, metrics, own };
  const { now, elapsedMs } = clockAndRandom;
  const orders = createOrders(connection, LIMITS);
  const limits = { ...gatewayLimits(), cancelTimeoutMs: LIMITS.iamportCancelMs };
  const options = { ...config.iamport, ...limits, now, elapsedMs, meter: measureSession(metrics, 'service') };
  const sessions = createIamportSessions(options);
  const client = createIamportClient(options, sessions.own);
  const guarded = guardLookUps(createIamportClient(options, sessions.reports), config, clockAndRandom, metrics);
  const search = createSearch(parts);
  const gateway = { ...client, ...search };
  const store = { ...orders, ...createReconcileQueue(connection), claimNew };
  const verification = verificationDeps(parts, guarded, store);
  const deadLetters = createDeadLetters(connection);
  const recordAudit = createRecordAudit({ auditLog: createAuditLog(connection), ...clockAndRandom });
  return {
    ...wireVerification(parts, verification),
    ...wireRegistration(parts, { ...verification, ...orders }, gateway),
    ...wireReading({ ...parts, search, verification }, { ...orders, recordAudit }),
    ...wireCancels(parts, verification, gateway),
    ...wireLists(parts, { ...client, ...orders }, recordAudit),
    ...wireResends(parts, orders),
    confirmPayment: wireConfirmation(parts, verification),
    replayNotification: (id, actor) => replayNotification({ deadLetters, ...clockAndRandom }, id, actor),
    recordAudit,
    onRefused: createAuditRefused(recordAudit, logger),
    isReady: readinessOf(connection, clockAndRandom),
    verification,
    search,
    metrics,
  };
}

function readinessOf(connection: Connection, { elapsedMs }: ClockAndRandom): () => Promise<boolean> {
  return createReadiness({
    probe: () => canReadOrders(connection),
    withinLimit: openDeadline(LIMITS.readyMs, 'read of an order'),
    keepMs: LIMITS.readyKeepMs,
    elapsedMs,
  });
}
