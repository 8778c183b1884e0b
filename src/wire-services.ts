import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from './app';
import type { Config } from './config';
import { createBoundedQueue } from './create-bounded-queue';
import { createDeadline } from './create-deadline';
import { CheckoutError } from './domain/errors';
import { createIamportClient, type IamportClient } from './iamport/client';
import { createPaymentLookup, type LookUpPayment } from './iamport/payment-lookup';
import { rationLookUps } from './iamport/ration-look-ups';
import { rememberUnknown } from './iamport/remember-unknown';
import { LIMITS } from './limits';
import { createConfirmHook } from './notify/confirm-hook';
import { amendOrder } from './services/amend-order';
import { confirmPayment, type ConfirmPaymentDeps } from './services/confirm-payment';
import { prepareOrder, type PrepareOrder } from './services/prepare-order';
import { registerOrder } from './services/register-order';
import { verifyPayment, type PaymentReport, type VerifyPaymentDeps } from './services/verify-payment';
import { isStoreReachable } from './store/connection';
import { createOrders, type Orders } from './store/orders';
import { createUnpreparedOrders } from './store/unprepared-orders';
import type { World } from './world';

/** What the routes and the workers call; each part with all that it needs. */
export interface Services extends Pick<
  AppDeps,
  'verifyPayment' | 'registerOrder' | 'amendOrder' | 'findOrder' | 'confirmPayment' | 'isReady'
> {
  readonly prepareOrder: PrepareOrder;
}

/** Puts the services together on a connected store. */
export function wireServices(connection: Connection, config: Config, logger: Logger, world: World): Services {
  const { now, elapsedMs } = world;
  const orders = createOrders(connection);
  const client = createIamportClient({
    ...config.iamport,
    tryTimeoutMs: LIMITS.iamportTryMs,
    budgetMs: LIMITS.iamportBudgetMs,
    queue: LIMITS.iamportQueue,
    breaker: LIMITS.iamportBreaker,
    now,
    elapsedMs,
  });
  const verification = verificationDeps(client, orders, config, world);
  const confirmation = confirmationDeps(orders, config, world);
  const inTurn = createTurns();
  const withinConfirm = createDeadline(LIMITS.confirmMs, 'confirmation');
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
  const registration = { ...orders, ...world, newMerchantUid: () => compactId(world), prepareOrder: prepareOrderOrNot };
  return {
    verifyPayment: (report) => inTurn(report, () => verifyPayment(verification, report)),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(registration, amendment),
    findOrder: orders.findOrder,
    confirmPayment: (request) => withinConfirm(() => confirmPayment(confirmation, request)),
    isReady: () => isStoreReachable(connection),
    prepareOrder: prepare,
  };
}

/** Reports from outside take turns: verified all at once, in too great a number, none of them would be done in time. */
function createTurns() {
  const takeTurn = createBoundedQueue(
    LIMITS.reportQueue,
    (what) => new CheckoutError('unavailable', `${what}: too many reports at once`),
  );
  return <T>({ sender, impUid }: PaymentReport, verify: () => Promise<T>) =>
    sender === undefined ? verify() : takeTurn(impUid, verify);
}

function verificationDeps(client: IamportClient, orders: Orders, config: Config, world: World): VerifyPaymentDeps {
  return {
    ...orders,
    ...world,
    lookUpPayment: guardedLookUp(client, config, world),
    policy: { mode: config.iamport.mode },
    withinDeadline: createDeadline(LIMITS.verificationMs, 'verification'),
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
  return { ...orders, askShop: hook && createConfirmHook(hook), onShopFailure: confirmHookFailure, now };
}

function logPrepare(logger: Logger, merchantUid: string, err: CheckoutError): void {
  logger.warn({ merchant_uid: merchantUid, err }, 'amount not registered with the gateway yet, to be tried again');
}

/** Letters and digits only, 32 of them: every PG accepts that (§8.2). */
const compactId = ({ newId }: World) => newId().replaceAll('-', '');
