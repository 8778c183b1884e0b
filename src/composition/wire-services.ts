import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from '../http/create-app';
import type { Config } from '../config/load-config';
import { openDeadline } from './open-deadline';
import { createReadiness } from './create-readiness';
import { createRepair } from './create-repair';
import { bindRecording } from './bind-look-ups';
import { createSearch, recordingParts, pollSchedule, type ReconcileParts } from './create-reconcile';
import type { CheckoutError } from '../domain/errors';
import { firstPoll } from '../domain/next-poll';
import type { AttentionEntry, Order } from '../domain/order';
import { gatewayLimits } from './gateway-limits';
import { guardLookUps, type GuardedLookUps } from './guard-look-ups';
import { createIamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import { NO_METRICS, type Metrics } from '../metrics/metrics';
import type { LookUpPayment } from '../iamport/payment-look-up';
import { createIamportSessions } from '../iamport/session';
import { LIMITS } from './limits';
import { createMeasureVerification, measureConfirmation } from './measure-verification';
import { measureSession } from './measure-session';
import type { BoundedQueue } from '../lib/create-bounded-queue';
import { openQueue } from './open-queue';
import { amendOrder, type AmendOrderDeps } from '../services/amend-order';
import { confirmPayment, type Confirmation, type ConfirmPaymentDeps } from '../services/confirm-payment';
import { prepareOrder, type PrepareOrder, type PrepareOrderDeps } from '../services/prepare-order';
import { readOrder, repairOrder, type ReadOrderDeps, type RepairOrderDeps } from '../services/read-order';
import { createRecordOnce } from '../services/record-once';
import { registerOrder } from '../services/register-order';
import { replayNotification } from '../services/replay-notification';
import type { ClaimNewMessages } from '../services/deliver-at-once';
import type { UpdateOrderDeps } from '../services/update-order';
import { verifyByOrder, type FindAttempts, type VerifyByOrderDeps } from '../services/verify-by-order';
import { verifyPayment, type VerifyPaymentDeps } from '../services/verify-payment';
import { canReadOrders } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { createOrders, type Orders } from '../store/orders';
import { createReconcileQueue, type ReconcileQueue } from '../store/reconcile-queue';
import { createUnpreparedOrders } from '../store/unprepared-orders';
import { bindRecheck } from './bind-recheck';
import { confirmationDeps } from './confirmation-deps';
import { wireCancels, type CancelServices } from './wire-cancels';
import { wireLists, type ListServices } from './wire-lists';
import type { ClockAndRandom } from './clock-and-random';

/** The services that the routes and the workers call. */
export interface Services
  extends
    CancelServices,
    ListServices,
    Pick<
      AppDeps,
      | 'verifyPayment'
      | 'verifyByOrder'
      | 'registerOrder'
      | 'amendOrder'
      | 'readOrder'
      | 'recheckOrder'
      | 'confirmPayment'
      | 'replayNotification'
      | 'isReady'
    > {
  readonly prepareOrder: PrepareOrder;
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
 */
export function wireServices(
  connection: Connection,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  claimNew?: ClaimNewMessages,
  metrics: Metrics = NO_METRICS,
): Services {
  const { now, elapsedMs } = clockAndRandom;
  const orders = createOrders(connection, LIMITS);
  const meter = measureSession(metrics, 'service');
  const limits = { ...gatewayLimits(), cancelTimeoutMs: LIMITS.iamportCancelMs };
  const options = { ...config.iamport, ...limits, now, elapsedMs, meter };
  const sessions = createIamportSessions(options);
  const client = createIamportClient(options, sessions.own);
  const guarded = guardLookUps(createIamportClient(options, sessions.reports), config, clockAndRandom, metrics);
  const store = { ...orders, ...createReconcileQueue(connection), claimNew, onAttentionDropped: logDropped(logger) };
  const verification = verificationDeps(guarded, store, config, clockAndRandom, metrics);
  const deadLetters = createDeadLetters(connection);
  const unprepared = createUnpreparedOrders(connection);
  const prepare = wirePreparing({ ...client, ...orders, ...unprepared, now }, logger);
  const prepareOrderOrNot = config.prepareAmounts ? prepare : null;
  const schedule = pollSchedule(config);
  const registration = {
    ...orders,
    ...clockAndRandom,
    newMerchantUid: () => compactId(clockAndRandom),
    prepareOrder: prepareOrderOrNot,
    ownTryMs: LIMITS.registerOwnTryMs,
    firstPoll: (order: Order) => firstPoll(order, clockAndRandom.random(), schedule),
  };
  const search = createSearch(config, clockAndRandom, logger, metrics);
  const amending: AmendOrderDeps = {
    ...verification,
    ...orders,
    ...search,
    registration: config.prepareAmounts
      ? { ...client, ...unprepared, prepareOrder: prepare, reregisterAfterMs: LIMITS.amendReregisterMs }
      : null,
    withinDeadline: openDeadline(LIMITS.amendMs, 'amendment', metrics),
  };
  const inRepairQueue = openQueue('repairQueue', 'repair', LIMITS.repairQueue, metrics);
  const reading = readingDeps({ search, verification, orders, config, logger, clockAndRandom, metrics, inRepairQueue });
  return {
    ...wireCancels(connection, verification, { ...client, ...search }, logger, clockAndRandom, metrics),
    ...wireLists(connection, { ...client, ...orders }, clockAndRandom, metrics),
    ...wireVerification(verification, metrics, elapsedMs),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(amending, amendment),
    recheckOrder: bindRecheck({ search, verification, logger, metrics }, orders, inRepairQueue),
    readOrder: (merchantUid) => readOrder(reading, merchantUid),
    confirmPayment: wireConfirm(confirmationDeps(verification, config, clockAndRandom, metrics), metrics),
    replayNotification: (id) => replayNotification({ deadLetters, now }, id),
    isReady: readinessOf(connection, clockAndRandom),
    prepareOrder: prepare,
    verification,
    search,
    metrics,
  };
}

function wireConfirm(deps: ConfirmPaymentDeps, metrics: Metrics): Services['confirmPayment'] {
  const withinConfirm = openDeadline(LIMITS.confirmMs, 'confirmation', metrics);
  return (request) =>
    measureConfirmation(metrics, outcomeOfConfirm, () => withinConfirm(() => confirmPayment(deps, request)));
}

const outcomeOfConfirm = (confirmation: Confirmation) =>
  confirmation.mayApprove ? 'mayApprove' : confirmation.refusal;

/** Senders over their limit have a queue of their own. */
function wireVerification(
  verification: VerifyPaymentDeps & VerifyByOrderDeps,
  metrics: Metrics,
  elapsedMs: () => number,
): Pick<Services, 'verifyPayment' | 'verifyByOrder'> {
  const inDatabaseQueue = openQueue('databaseQueue', 'overLimit', LIMITS.overLimitQueue, metrics);
  const overLimit = { ...verification, inDatabaseQueue };
  const measure = createMeasureVerification(metrics, elapsedMs);
  return {
    verifyPayment: (report) =>
      measure(
        report.source,
        ({ outcome }) => outcome,
        (duringLookUp) => {
          const deps = report.sender?.isOverLimit ? overLimit : verification;
          const lookUpPayment: LookUpPayment = (...look) => duringLookUp(() => deps.lookUpPayment(...look));
          return verifyPayment({ ...deps, lookUpPayment }, report);
        },
      ),
    verifyByOrder: (report) =>
      measure(
        'redirect',
        ({ verification: { outcome } }) => outcome,
        (duringLookUp) => {
          const deps = report.sender.isOverLimit ? overLimit : verification;
          const findAttempts: FindAttempts = (...look) => duringLookUp(() => deps.findAttempts(...look));
          return verifyByOrder({ ...deps, findAttempts }, report);
        },
      ),
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

function verificationDeps(
  guarded: GuardedLookUps,
  store: Orders & Pick<ReconcileQueue, 'bringForward'> & Pick<UpdateOrderDeps, 'claimNew' | 'onAttentionDropped'>,
  config: Config,
  clockAndRandom: ClockAndRandom,
  metrics: Metrics,
): VerifyPaymentDeps & VerifyByOrderDeps {
  return {
    ...store,
    ...clockAndRandom,
    ...guarded,
    lostRacePauseMs: LIMITS.lostRacePauseMs,
    inDatabaseQueue: openQueue('databaseQueue', 'reports', LIMITS.databaseQueue, metrics),
    recordOnce: createRecordOnce(openQueue('databaseQueue', 'record', LIMITS.recordQueue, metrics)),
    bringForward(merchantUid) {
      const now = clockAndRandom.now();
      const from = (ms: number) => new Date(now.getTime() + ms);
      const [dueAt, unlessSince] = [from(LIMITS.broughtForwardMs), from(-LIMITS.broughtForwardPauseMs)];
      return store.bringForward(merchantUid, { now, dueAt, unlessSince });
    },
    policy: { mode: config.iamport.mode, moneyPolicy: config.moneyPolicy, maxAccountMs: config.maxAccountMs },
    withinDeadline: openDeadline(LIMITS.verificationMs, 'verification', metrics),
  };
}

function readingDeps(
  parts: Required<Omit<ReconcileParts, 'connection'>> & {
    readonly orders: Orders;
    readonly inRepairQueue: BoundedQueue;
  },
): ReadOrderDeps {
  const { search, orders, config, logger, clockAndRandom, inRepairQueue } = parts;
  const recording = recordingParts(parts);
  const repair: RepairOrderDeps = {
    ...bindRecording(recording),
    onUnreadable: recording.onUnreadable,
    findAllPayments: search.findAllPayments,
    onFailure: (err, merchantUid) => logger.warn({ merchant_uid: merchantUid, err }, 'repair on read failed'),
  };
  const limits = { pauseMs: LIMITS.repairPauseMs, max: LIMITS.repairedAtOnce, elapsedMs: clockAndRandom.elapsedMs };
  return {
    findOrder: orders.findOrder,
    repair: createRepair((order) => inRepairQueue(order.merchantUid, () => repairOrder(repair, order)), limits),
    withinReadLimit: openDeadline(LIMITS.repairReadMs, 'repair'),
    repairAfterMs: config.reconcile.repairOnReadAfterMs,
    now: clockAndRandom.now,
  };
}

function wirePreparing(deps: Omit<PrepareOrderDeps, 'leaseMs' | 'onFailure'>, logger: Logger): PrepareOrder {
  const onFailure = ({ merchantUid }: Order, err: CheckoutError) => logPrepare(logger, merchantUid, err);
  return (order) => prepareOrder({ ...deps, leaseMs: LIMITS.prepareLeaseMs, onFailure }, order);
}

function logPrepare(logger: Logger, merchantUid: string, err: CheckoutError): void {
  logger.warn({ merchant_uid: merchantUid, err }, 'amount not registered with the gateway, will retry');
}

/** The order does not hold the entry, so the line has the evidence. */
function logDropped(logger: Logger): (order: Order, entry: AttentionEntry) => void {
  return ({ merchantUid }, { reason, impUid, source, reported }) => {
    const { status, amount, currency } = reported ?? {};
    const fields = { merchant_uid: merchantUid, imp_uid: impUid, reason, source, status, amount, currency };
    logger.error(fields, 'attention dropped: the order has no room');
  };
}

/** 32 letters and digits: every PG accepts this form (§8.2). */
const compactId = ({ newId }: ClockAndRandom) => newId().replaceAll('-', '');
