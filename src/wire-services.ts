import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from './app';
import type { Config } from './config';
import { createDeadline } from './create-deadline';
import { createReadiness } from './create-readiness';
import { createRepair } from './create-repair';
import { createSearch, paymentDeps, visitSchedule, type ReconcileParts } from './create-reconcile';
import type { CheckoutError } from './domain/errors';
import { firstVisit } from './domain/next-visit';
import type { Order } from './domain/order';
import { gatewayLimits } from './gateway-limits';
import { guardLookUps, type GuardedLookUps } from './guard-look-ups';
import { createIamportClient } from './iamport/client';
import type { PaymentSearch } from './iamport/payment-search';
import { createIamportSessions } from './iamport/session';
import { LIMITS } from './limits';
import { openQueue } from './open-queue';
import { amendOrder, type AmendOrderDeps } from './services/amend-order';
import { confirmPayment } from './services/confirm-payment';
import { prepareOrder, type PrepareOrder, type PrepareOrderDeps } from './services/prepare-order';
import { readOrder, repairOrder, type ReadOrderDeps, type RepairOrderDeps } from './services/read-order';
import { createRecordOnce } from './services/record-once';
import { registerOrder } from './services/register-order';
import { replayNotification } from './services/replay-notification';
import { verifyByOrder, type VerifyByOrderDeps } from './services/verify-by-order';
import { verifyPayment, type VerifyPaymentDeps } from './services/verify-payment';
import { canReadOrders } from './store/connection';
import { createDeadLetters } from './store/dead-letters';
import { createOrders, type Orders } from './store/orders';
import { createReconcileQueue, type ReconcileQueue } from './store/reconcile-queue';
import { createUnpreparedOrders } from './store/unprepared-orders';
import { confirmationDeps } from './confirmation-deps';
import { wireCancels, type CancelServices } from './wire-cancels';
import type { World } from './world';

/** What the routes and the workers call; each part with all that it needs. */
export interface Services
  extends
    CancelServices,
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
  /** What the passes that reconcile share with the requests. */
  readonly verification: VerifyPaymentDeps;
  readonly search: PaymentSearch;
}

/** Puts the services together on a connected store. */
export function wireServices(connection: Connection, config: Config, logger: Logger, world: World): Services {
  const { now, elapsedMs } = world;
  const orders = createOrders(connection);
  const options = { ...config.iamport, ...gatewayLimits(), cancelTimeoutMs: LIMITS.iamportCancelMs, now, elapsedMs };
  const sessions = createIamportSessions(options);
  const client = createIamportClient(options, sessions.own);
  const guarded = guardLookUps(createIamportClient(options, sessions.reports), config, world);
  const verification = verificationDeps(guarded, { ...orders, ...createReconcileQueue(connection) }, config, world);
  const confirmation = confirmationDeps(verification, config, world);
  const withinConfirm = createDeadline(LIMITS.confirmMs, 'confirmation');
  const deadLetters = createDeadLetters(connection);
  const unprepared = createUnpreparedOrders(connection);
  const prepare = wirePreparing({ ...client, ...orders, ...unprepared, now }, logger);
  const prepareOrderOrNot = config.prepareAmounts ? prepare : null;
  const schedule = visitSchedule(config);
  const registration = {
    ...orders,
    ...world,
    newMerchantUid: () => compactId(world),
    prepareOrder: prepareOrderOrNot,
    ownTryMs: LIMITS.registerOwnTryMs,
    firstVisit: (order: Order) => firstVisit(order, world.random(), schedule),
  };
  const search = createSearch(config, world, logger);
  const amending: AmendOrderDeps = {
    ...verification,
    ...orders,
    ...search,
    registration: config.prepareAmounts
      ? { ...client, ...unprepared, prepareOrder: prepare, lookAgainMs: LIMITS.amendLookAgainMs }
      : null,
    withinDeadline: createDeadline(LIMITS.amendMs, 'amendment'),
  };
  const reading = readingDeps({ search, verification, orders, config, logger, world });
  return {
    ...wireCancels(connection, verification, { ...client, ...search }, logger, world),
    verifyPayment: (report) => verifyPayment(verification, report),
    verifyByOrder: (report) => verifyByOrder(verification, report),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(amending, amendment),
    readOrder: (merchantUid) => readOrder(reading, merchantUid),
    confirmPayment: (request) => withinConfirm(() => confirmPayment(confirmation, request)),
    replayNotification: (id) => replayNotification({ deadLetters, now }, id),
    isReady: readinessOf(connection, world),
    prepareOrder: prepare,
    verification,
    search,
  };
}

function readinessOf(connection: Connection, { elapsedMs }: World): () => Promise<boolean> {
  return createReadiness({
    probe: () => canReadOrders(connection),
    withinLimit: createDeadline(LIMITS.readyMs, 'read of an order'),
    keepMs: LIMITS.readyKeepMs,
    elapsedMs,
  });
}

function verificationDeps(
  guarded: GuardedLookUps,
  store: Orders & Pick<ReconcileQueue, 'bringForward'>,
  config: Config,
  world: World,
): VerifyPaymentDeps & VerifyByOrderDeps {
  return {
    ...store,
    ...world,
    ...guarded,
    inDatabaseQueue: openQueue('databaseQueue', LIMITS.databaseQueue),
    recordOnce: createRecordOnce(),
    bringForward(merchantUid) {
      const now = world.now();
      const from = (ms: number) => new Date(now.getTime() + ms);
      const [dueAt, unlessSince] = [from(LIMITS.broughtForwardMs), from(-LIMITS.broughtForwardRestMs)];
      return store.bringForward(merchantUid, { now, dueAt, unlessSince });
    },
    policy: { mode: config.iamport.mode, guards: config.guards, maxAccountMs: config.maxAccountMs },
    withinDeadline: createDeadline(LIMITS.verificationMs, 'verification'),
  };
}

function readingDeps(
  parts: Pick<ReconcileParts, 'search' | 'verification' | 'config' | 'logger' | 'world'> & { readonly orders: Orders },
): ReadOrderDeps {
  const { search, orders, config, logger, world } = parts;
  const repair: RepairOrderDeps = {
    ...paymentDeps(parts),
    findAllPayments: search.findAllPayments,
    onFailure: (err, merchantUid) => logger.warn({ merchant_uid: merchantUid, err }, 'read without asking the gateway'),
  };
  const takeTurn = openQueue('repairQueue', LIMITS.repairQueue);
  const rest = { restMs: LIMITS.repairRestMs, max: LIMITS.repairedAtOnce, elapsedMs: world.elapsedMs };
  return {
    findOrder: orders.findOrder,
    repair: createRepair((order) => takeTurn(order.merchantUid, () => repairOrder(repair, order)), rest),
    withinReadLimit: createDeadline(LIMITS.repairReadMs, 'repair'),
    repairAfterMs: config.reconcile.repairOnReadAfterMs,
    now: world.now,
  };
}

function wirePreparing(deps: Omit<PrepareOrderDeps, 'leaseMs' | 'onFailure'>, logger: Logger): PrepareOrder {
  const onFailure = ({ merchantUid }: Order, err: CheckoutError) => logPrepare(logger, merchantUid, err);
  return (order) => prepareOrder({ ...deps, leaseMs: LIMITS.prepareLeaseMs, onFailure }, order);
}

function logPrepare(logger: Logger, merchantUid: string, err: CheckoutError): void {
  logger.warn({ merchant_uid: merchantUid, err }, 'amount not registered with the gateway yet, to be tried again');
}

/** Letters and digits only, 32 of them: every PG accepts that (§8.2). */
const compactId = ({ newId }: World) => newId().replaceAll('-', '');
