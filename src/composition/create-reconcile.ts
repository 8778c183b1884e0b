import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import { createCallBudget } from '../lib/create-call-budget';
import type { CheckoutError } from '../domain/errors';
import { planExpiry } from '../domain/plan-expiry';
import type { PollSchedule } from '../domain/next-poll';
import { orderAfter } from '../domain/order-change';
import { bindLookUps, bindReconcilePayments, type LookUpParts, type ReconcilePaymentsParts } from './bind-look-ups';
import { MAX_KEYS, type PaymentSearch } from '../iamport/payment-search';
import { LIMITS } from './limits';
import { expireOrder } from '../services/expire-order';
import type { CallBudget } from '../services/look-up-alone';
import { createOutagePause } from '../services/outage-pause';
import type { ReadWindowDeps } from '../services/read-window';
import type { Finding } from '../services/reconcile-payments';
import { reconcileOrders, type ReconcileOrdersDeps } from '../services/reconcile-orders';
import { reconcileWindow, type ReconcileWindowDeps } from '../services/reconcile-window';
import { createOrderGroups } from '../services/order-groups';
import { raiseUnreadable } from '../services/raise-unreadable';
import { remindBuyer } from '../services/remind-buyer';
import { judgeReported, recordReport } from '../services/record-report';
import type { VerifyPaymentDeps } from '../services/verify-payment';
import { createCursors } from '../store/cursors';
import { createOrders } from '../store/orders';
import { createReconcileQueue } from '../store/reconcile-queue';
import type { ServiceParts } from './service-parts';

export interface ReconcileParts extends ServiceParts {
  readonly search: PaymentSearch;
  readonly verification: VerifyPaymentDeps;
}

/** The poll schedule of the settings. */
export function pollSchedule({ reconcile }: CheckoutConfig): PollSchedule {
  const { pollDelaysMs, reminderMs } = reconcile;
  return { pollDelaysMs, reminderMs, graceMs: LIMITS.reconcileGraceMs, keepMs: LIMITS.reconcileKeepMs };
}

/**
 * Dependencies for payments that a search found.
 *
 * @param isDryRun judges by the same functions and writes nothing
 */
export function reconcilePaymentsParts(
  { verification, logger, metrics }: Pick<ReconcileParts, 'verification' | 'logger' | 'metrics'>,
  isDryRun = false,
): ReconcilePaymentsParts & { readonly onUnreadable: ReadWindowDeps['onUnreadable'] } {
  const judge: ReconcilePaymentsParts['judgeReported'] = (order, reported) =>
    judgeReported(verification.policy, order, reported, { source: 'reconcile', at: verification.now() });
  return {
    judgeReported: judge,
    recordReported: isDryRun
      ? async (order, reported) => {
          const judgement = judge(order, reported);
          return { ...judgement, order: judgement.change === null ? order : orderAfter(order, judgement.change) };
        }
      : (order, reported) =>
          verification.withinDeadline((signal) =>
            recordReport(verification, order, reported, { source: 'reconcile', signal }),
          ),
    onFinding(finding) {
      const { outcome } = finding;
      if (!isDryRun) metrics.observe('checkout_reconcile_findings_total', { outcome });
      if (!isDryRun && finding.impUid !== null)
        metrics.observe('checkout_verifications_total', { source: 'reconcile', outcome });
      logFinding(logger, finding);
    },
    onOrderFailed(err, merchantUid) {
      metrics.observe('checkout_reconcile_problems_total', { problem: 'orderSkipped' });
      logger.error({ merchant_uid: merchantUid, err }, 'order skipped');
    },
    onUnreadable({ impUid, merchantUid, problem }) {
      metrics.observe('checkout_reconcile_problems_total', { problem: 'paymentUnreadable' });
      logger.warn({ imp_uid: impUid, merchant_uid: merchantUid, problem }, 'payment cannot be read');
    },
  };
}

/** Dependencies for looking up and expiring orders. */
export function lookUpParts(parts: ReconcileParts, budget: CallBudget, isDryRun = false): LookUpParts {
  const { verification, search, clockAndRandom } = parts;
  return {
    ...reconcilePaymentsParts(parts, isDryRun),
    search,
    orderGroups: createOrderGroups(
      new LRUCache<string, number>({ ...LIMITS.orderGroupSizes, perf: { now: clockAndRandom.elapsedMs } }),
    ),
    expireOrder: isDryRun
      ? async (order, overdueSince) => {
          const change = planExpiry(order, { source: 'reconcile', at: clockAndRandom.now(), overdueSince });
          return { change, order: change === null ? order : orderAfter(order, change) };
        }
      : (order, overdueSince) => expireOrder(verification, order, overdueSince),
    now: clockAndRandom.now,
    graceMs: LIMITS.reconcileGraceMs,
    budget,
    lookUpMs: LIMITS.reconcileLookUpMs,
    onFailure: (err, merchantUid) => onGatewayFailure(parts, err, merchantUid),
  };
}

/** Dependencies for reading the payments of a time range. */
export function windowDeps(
  parts: ReconcileParts,
  budget: ReadWindowDeps['budget'],
  reconcile: ReconcilePaymentsParts & Pick<ReadWindowDeps, 'onUnreadable'> = reconcilePaymentsParts(parts),
): Omit<ReadWindowDeps, 'mayContinue'> {
  return {
    ...bindReconcilePayments(reconcile),
    onUnreadable: reconcile.onUnreadable,
    listPayments: parts.search.listPayments,
    findOrders: createOrders(parts.connection, LIMITS).findOrders,
    budget,
    awaitBudget: () => parts.clockAndRandom.pause(LIMITS.budgetPauseMs),
    pageSize: LIMITS.windowPageSize,
    smallestWindowMs: LIMITS.windowSmallestMs,
  };
}

/**
 * Creates the reconcile passes. They share one call budget. Each has its own pause during an outage of i'mport, because
 * the routes they call may fail separately.
 */
export function createReconcilePasses(parts: ReconcileParts) {
  const { config, clockAndRandom, verification, connection } = parts;
  const budget = createCallBudget(config.reconcile.callsPerMinute);
  const queue = createReconcileQueue(connection);
  const { reminderMs } = config.reconcile;
  const orders: ReconcileOrdersDeps = {
    ...bindLookUps(lookUpParts(parts, budget)),
    budget,
    now: clockAndRandom.now,
    graceMs: LIMITS.reconcileGraceMs,
    queue,
    outage: createOutagePause({ ...clockAndRandom, schedule: LIMITS.outagePause }),
    raiseUnreadable: (order) => raiseUnreadable(verification, order),
    remindBuyer: (order) => remindBuyer({ ...verification, reminderMs }, order),
    schedule: pollSchedule(config),
    random: clockAndRandom.random,
    leaseMs: LIMITS.reconcileLeaseMs,
    unansweredDelayMs: LIMITS.reconcileRetryMs,
    unreadableDelayMs: LIMITS.unreadableRetryMs,
    batchSize: Math.min(LIMITS.reconcileBatchSize, MAX_KEYS),
  };
  return {
    orders: () => reconcileOrders(orders),
    window: windowPass(parts, budget),
  };
}

function windowPass(parts: ReconcileParts, budget: CallBudget) {
  const { config, logger, clockAndRandom, connection } = parts;
  const deps: ReconcileWindowDeps = {
    ...windowDeps(parts, budget),
    cursors: createCursors(connection),
    outage: createOutagePause({ ...clockAndRandom, schedule: LIMITS.outagePause }),
    now: clockAndRandom.now,
    firstReachMs: config.reconcile.firstReachMs,
    overlapMs: LIMITS.windowOverlapMs,
    longestWindowMs: LIMITS.windowLongestMs,
    leaseMs: LIMITS.windowLeaseMs,
    random: clockAndRandom.random,
    onSkipped(gap, isForGood) {
      parts.metrics.observe('checkout_reconcile_problems_total', { problem: 'paymentsSkipped' });
      logger.error({ ...gap, isForGood }, SKIPPED);
    },
    onGapClosed: (gap) => logger.info(gap, 'skipped payments read'),
    onRead: ({ through, payments, unknown }) => {
      if (unknown > 0) logger.info({ through, payments, unknown }, 'payments of unknown orders');
    },
    onFailure: (err) => onGatewayFailure(parts, err, null),
  };
  return (signal: AbortSignal) => reconcileWindow(deps, signal);
}

const SKIPPED = 'payments skipped: they cannot be fetched';

function logFinding(logger: Logger, { merchantUid, impUid, outcome, before, after }: Finding): void {
  logger.info({ merchant_uid: merchantUid, imp_uid: impUid, outcome, before, after }, 'reconciled');
}

function onGatewayFailure(
  { logger, metrics }: Pick<ReconcileParts, 'logger' | 'metrics'>,
  err: CheckoutError,
  merchantUid: string | null,
): void {
  metrics.observe('checkout_reconcile_problems_total', { problem: 'gatewayFailed' });
  logger.warn({ ...(merchantUid !== null && { merchant_uid: merchantUid }), err }, 'reconcile failed, will retry');
}
