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
import type { Order } from '../domain/order';
import { gatewayLimits } from './gateway-limits';
import { guardLookUps, type GuardedLookUps } from './guard-look-ups';
import { createIamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import { createIamportSessions } from '../iamport/session';
import { LIMITS } from './limits';
import { openQueue } from './open-queue';
import { amendOrder, type AmendOrderDeps } from '../services/amend-order';
import { confirmPayment } from '../services/confirm-payment';
import { prepareOrder, type PrepareOrder, type PrepareOrderDeps } from '../services/prepare-order';
import { readOrder, repairOrder, type ReadOrderDeps, type RepairOrderDeps } from '../services/read-order';
import { createRecordOnce } from '../services/record-once';
import { registerOrder } from '../services/register-order';
import { replayNotification } from '../services/replay-notification';
import type { ClaimNewMessages } from '../services/deliver-at-once';
import type { UpdateOrderDeps } from '../services/update-order';
import { verifyByOrder, type VerifyByOrderDeps } from '../services/verify-by-order';
import { verifyPayment, type VerifyPaymentDeps } from '../services/verify-payment';
import { canReadOrders } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { createOrders, type Orders } from '../store/orders';
import { createReconcileQueue, type ReconcileQueue } from '../store/reconcile-queue';
import { createUnpreparedOrders } from '../store/unprepared-orders';
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
      | 'confirmPayment'
      | 'replayNotification'
      | 'isReady'
    > {
  readonly prepareOrder: PrepareOrder;
  /** Shared with the reconcile passes. */
  readonly verification: VerifyPaymentDeps;
  readonly search: PaymentSearch;
}

/**
 * Wires the services on a connected store.
 *
 * @param claimNew claims new messages for a delivery at once. @default passes deliver them
 */
export function wireServices(
  connection: Connection,
  config: Config,
  logger: Logger,
  clockAndRandom: ClockAndRandom,
  claimNew?: ClaimNewMessages,
): Services {
  const { now, elapsedMs } = clockAndRandom;
  const orders = createOrders(connection, LIMITS);
  const options = { ...config.iamport, ...gatewayLimits(), cancelTimeoutMs: LIMITS.iamportCancelMs, now, elapsedMs };
  const sessions = createIamportSessions(options);
  const client = createIamportClient(options, sessions.own);
  const guarded = guardLookUps(createIamportClient(options, sessions.reports), config, clockAndRandom);
  const store = { ...orders, ...createReconcileQueue(connection), claimNew };
  const verification = verificationDeps(guarded, store, config, clockAndRandom);
  const overLimit = { ...verification, inDatabaseQueue: openQueue('databaseQueue', LIMITS.overLimitQueue) };
  const confirmation = confirmationDeps(verification, config, clockAndRandom);
  const withinConfirm = openDeadline(LIMITS.confirmMs, 'confirmation');
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
  const search = createSearch(config, clockAndRandom, logger);
  const amending: AmendOrderDeps = {
    ...verification,
    ...orders,
    ...search,
    registration: config.prepareAmounts
      ? { ...client, ...unprepared, prepareOrder: prepare, reregisterAfterMs: LIMITS.amendReregisterMs }
      : null,
    withinDeadline: openDeadline(LIMITS.amendMs, 'amendment'),
  };
  const reading = readingDeps({ search, verification, orders, config, logger, clockAndRandom });
  return {
    ...wireCancels(connection, verification, { ...client, ...search }, logger, clockAndRandom),
    ...wireLists(connection, { ...client, ...orders }, clockAndRandom),
    verifyPayment: (report) => verifyPayment(report.sender?.isOverLimit ? overLimit : verification, report),
    verifyByOrder: (report) => verifyByOrder(report.sender.isOverLimit ? overLimit : verification, report),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(amending, amendment),
    readOrder: (merchantUid) => readOrder(reading, merchantUid),
    confirmPayment: (request) => withinConfirm(() => confirmPayment(confirmation, request)),
    replayNotification: (id) => replayNotification({ deadLetters, now }, id),
    isReady: readinessOf(connection, clockAndRandom),
    prepareOrder: prepare,
    verification,
    search,
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
  store: Orders & Pick<ReconcileQueue, 'bringForward'> & Pick<UpdateOrderDeps, 'claimNew'>,
  config: Config,
  clockAndRandom: ClockAndRandom,
): VerifyPaymentDeps & VerifyByOrderDeps {
  return {
    ...store,
    ...clockAndRandom,
    ...guarded,
    lostRacePauseMs: LIMITS.lostRacePauseMs,
    inDatabaseQueue: openQueue('databaseQueue', LIMITS.databaseQueue),
    recordOnce: createRecordOnce(openQueue('databaseQueue', LIMITS.recordQueue)),
    bringForward(merchantUid) {
      const now = clockAndRandom.now();
      const from = (ms: number) => new Date(now.getTime() + ms);
      const [dueAt, unlessSince] = [from(LIMITS.broughtForwardMs), from(-LIMITS.broughtForwardPauseMs)];
      return store.bringForward(merchantUid, { now, dueAt, unlessSince });
    },
    policy: { mode: config.iamport.mode, moneyPolicy: config.moneyPolicy, maxAccountMs: config.maxAccountMs },
    withinDeadline: openDeadline(LIMITS.verificationMs, 'verification'),
  };
}

function readingDeps(
  parts: Pick<ReconcileParts, 'search' | 'verification' | 'config' | 'logger' | 'clockAndRandom'> & {
    readonly orders: Orders;
  },
): ReadOrderDeps {
  const { search, orders, config, logger, clockAndRandom } = parts;
  const recording = recordingParts(parts);
  const repair: RepairOrderDeps = {
    ...bindRecording(recording),
    onUnreadable: recording.onUnreadable,
    findAllPayments: search.findAllPayments,
    onFailure: (err, merchantUid) => logger.warn({ merchant_uid: merchantUid, err }, 'repair on read failed'),
  };
  const takeTurn = openQueue('repairQueue', LIMITS.repairQueue);
  const limits = { pauseMs: LIMITS.repairPauseMs, max: LIMITS.repairedAtOnce, elapsedMs: clockAndRandom.elapsedMs };
  return {
    findOrder: orders.findOrder,
    repair: createRepair((order) => takeTurn(order.merchantUid, () => repairOrder(repair, order)), limits),
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

/** 32 letters and digits: every PG accepts this form (§8.2). */
const compactId = ({ newId }: ClockAndRandom) => newId().replaceAll('-', '');
