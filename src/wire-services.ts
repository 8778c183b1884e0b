import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from './app';
import type { Config } from './config';
import { createBoundedQueue, type BoundedQueue, type QueueLimits } from './create-bounded-queue';
import { createDeadline } from './create-deadline';
import { createReadiness } from './create-readiness';
import { createRepair } from './create-repair';
import { createSearch, paymentDeps, visitSchedule, type ReconcileParts } from './create-reconcile';
import { CheckoutError } from './domain/errors';
import { firstVisit } from './domain/next-visit';
import type { Order } from './domain/order';
import { createIamportClient, type IamportClient } from './iamport/client';
import { createPaymentLookup, type LookUpPayment } from './iamport/payment-lookup';
import type { PaymentSearch } from './iamport/payment-search';
import { rationLookUps } from './iamport/ration-look-ups';
import { rememberUnknown } from './iamport/remember-unknown';
import { LIMITS } from './limits';
import { createConfirmHook } from './notify/confirm-hook';
import { amendOrder } from './services/amend-order';
import { confirmPayment, type AskShop, type ConfirmPaymentDeps } from './services/confirm-payment';
import { prepareOrder, type PrepareOrder } from './services/prepare-order';
import { readOrder, repairOrder, type ReadOrderDeps, type RepairOrderDeps } from './services/read-order';
import { registerOrder } from './services/register-order';
import { replayNotification } from './services/replay-notification';
import { verifyPayment, type PaymentReport, type VerifyPaymentDeps } from './services/verify-payment';
import { canReadOrders } from './store/connection';
import { createDeadLetters } from './store/dead-letters';
import { createOrders, type Orders } from './store/orders';
import { createReconcileQueue, type ReconcileQueue } from './store/reconcile-queue';
import { createUnpreparedOrders } from './store/unprepared-orders';
import { wireCancels, type CancelServices } from './wire-cancels';
import type { World } from './world';

/** What the routes and the workers call; each part with all that it needs. */
export interface Services
  extends
    CancelServices,
    Pick<
      AppDeps,
      | 'verifyPayment'
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
  const session = {
    ...config.iamport,
    tryTimeoutMs: LIMITS.iamportTryMs,
    budgetMs: LIMITS.iamportBudgetMs,
    queue: LIMITS.iamportQueue,
    breaker: LIMITS.iamportBreaker,
    cancelTimeoutMs: LIMITS.iamportCancelMs,
    now,
    elapsedMs,
  };
  const client = createIamportClient(session);
  const verification = verificationDeps(client, { ...orders, ...createReconcileQueue(connection) }, config, world);
  const confirmation = confirmationDeps(orders, config, world);
  const inLimits = createLimits();
  const withinConfirm = createDeadline(LIMITS.confirmMs, 'confirmation');
  const deadLetters = createDeadLetters(connection);
  const { markPrepared } = createUnpreparedOrders(connection);
  const prepare: PrepareOrder = (order) =>
    prepareOrder(
      {
        ...client,
        ...orders,
        markPrepared,
        now,
        onFailure: (failed, err) => logPrepare(logger, failed.merchantUid, err),
      },
      order,
    );
  const prepareOrderOrNot = config.prepareAmounts ? prepare : null;
  const schedule = visitSchedule(config);
  const registration = {
    ...orders,
    ...world,
    newMerchantUid: () => compactId(world),
    prepareOrder: prepareOrderOrNot,
    firstVisit: (order: Order) => firstVisit(order, world.random(), schedule),
  };
  const search = createSearch(config, world);
  const reading = readingDeps({ search, verification, orders, config, logger, world });
  return {
    ...wireCancels(connection, verification, { ...client, ...search }, logger, world),
    verifyPayment: (report) => inLimits(report, () => verifyPayment(verification, report)),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(registration, amendment),
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

/** A sender over its limit may have the one report that an order waits for, and is not to be in anybody's way with others. */
function createLimits() {
  const takeTurn = openQueue(LIMITS.overLimitQueue, 'its sender sends too many reports');
  return <T>({ sender, impUid }: PaymentReport, verify: () => Promise<T>) =>
    sender?.isOverLimit ? takeTurn(impUid, verify) : verify();
}

/** Who finds no room is told to come again. */
const openQueue = (limits: QueueLimits, why: string): BoundedQueue =>
  createBoundedQueue(limits, (what) => new CheckoutError('unavailable', `${what}: ${why}`));

function verificationDeps(
  client: IamportClient,
  store: Orders & Pick<ReconcileQueue, 'bringForward'>,
  config: Config,
  world: World,
): VerifyPaymentDeps {
  return {
    ...store,
    ...world,
    inFirstLine: openQueue(LIMITS.firstLineQueue, 'too many reports at once'),
    // Verified all at once, in too great a number, none of them would be done in time.
    inTurn: openQueue(LIMITS.reportQueue, 'too many payments to look up at once'),
    lookUpPayment: guardedLookUp(client, config, world),
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
  const takeTurn = openQueue(LIMITS.repairQueue, 'too many orders are read at once');
  const rest = { restMs: LIMITS.repairRestMs, max: LIMITS.repairedAtOnce, elapsedMs: world.elapsedMs };
  return {
    findOrder: orders.findOrder,
    repair: createRepair((order) => takeTurn(order.merchantUid, () => repairOrder(repair, order)), rest),
    withinReadLimit: createDeadline(LIMITS.repairReadMs, 'repair'),
    repairAfterMs: config.reconcile.repairOnReadAfterMs,
    now: world.now,
  };
}

/** What stands between a report and i'mport, from the outside in. */
function guardedLookUp({ getPayment }: IamportClient, config: Config, { elapsedMs }: World): LookUpPayment {
  const rationed = rationLookUps(getPayment, {
    sparePerMinute: config.spareLookUpsPerMinute,
    spareAtOnce: LIMITS.spareLookUpsAtOnce,
    ...LIMITS.fruitlessLookUpsPerMinute,
  });
  return rememberUnknown(createPaymentLookup(rationed), { ...LIMITS.unknownPayments, elapsedMs });
}

function confirmationDeps(
  orders: Orders,
  { confirmHook, confirmHookFailure }: Config,
  { now }: World,
): ConfirmPaymentDeps {
  const hook = confirmHook && { ...confirmHook, timeoutMs: LIMITS.confirmHookMs, now };
  return { ...orders, askShop: hook && inTurns(createConfirmHook(hook)), onShopFailure: confirmHookFailure, now };
}

/** Whoever knows an order's key can cause questions, so that only so many are asked at once. */
function inTurns(askShop: AskShop): AskShop {
  const takeTurn = openQueue(LIMITS.confirmHookQueue, 'too many questions to the shop at once');
  return (question) => takeTurn(question.impUid, () => askShop(question));
}

function logPrepare(logger: Logger, merchantUid: string, err: CheckoutError): void {
  logger.warn({ merchant_uid: merchantUid, err }, 'amount not registered with the gateway yet, to be tried again');
}

/** Letters and digits only, 32 of them: every PG accepts that (§8.2). */
const compactId = ({ newId }: World) => newId().replaceAll('-', '');
