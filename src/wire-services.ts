import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from './app';
import type { Config } from './config';
import { createDeadline } from './create-deadline';
import type { CheckoutError } from './domain/errors';
import { createIamportClient, type IamportClient } from './iamport/client';
import { createPaymentSearch } from './iamport/payment-search';
import { createPaymentLookup } from './iamport/payment-lookup';
import { LIMITS } from './limits';
import { createConfirmHook } from './notify/confirm-hook';
import { amendOrder } from './services/amend-order';
import { confirmPayment, type ConfirmPaymentDeps } from './services/confirm-payment';
import { prepareOrder, type PrepareOrder } from './services/prepare-order';
import { registerOrder } from './services/register-order';
import { verifyPayment, type VerifyPaymentDeps } from './services/verify-payment';
import { isStoreReachable } from './store/connection';
import { createOrders, type Orders } from './store/orders';
import { createUnpreparedOrders } from './store/unprepared-orders';
import { wireCancels, type CancelServices } from './wire-cancels';
import type { World } from './world';

/** What the routes and the workers call; each part with all that it needs. */
export interface Services
  extends
    CancelServices,
    Pick<AppDeps, 'verifyPayment' | 'registerOrder' | 'amendOrder' | 'findOrder' | 'confirmPayment' | 'isReady'> {
  readonly prepareOrder: PrepareOrder;
}

/** Puts the services together on a connected store. */
export function wireServices(connection: Connection, config: Config, logger: Logger, world: World): Services {
  const { now, elapsedMs } = world;
  const orders = createOrders(connection);
  const session = {
    ...config.iamport,
    tryTimeoutMs: LIMITS.iamportTryMs,
    budgetMs: LIMITS.iamportBudgetMs,
    cancelTimeoutMs: LIMITS.iamportCancelMs,
    now,
    elapsedMs,
  };
  const client = createIamportClient(session);
  const verification = verificationDeps(client, orders, config, world);
  const confirmation = confirmationDeps(orders, config, world);
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
  const gateway = { ...client, ...createPaymentSearch(session) };
  return {
    ...wireCancels(connection, verification, gateway, logger, world),
    verifyPayment: (report) => verifyPayment(verification, report),
    registerOrder: (request) => registerOrder(registration, request),
    amendOrder: (amendment) => amendOrder(registration, amendment),
    findOrder: orders.findOrder,
    confirmPayment: (request) => withinConfirm(() => confirmPayment(confirmation, request)),
    isReady: () => isStoreReachable(connection),
    prepareOrder: prepare,
  };
}

function verificationDeps(client: IamportClient, orders: Orders, config: Config, world: World): VerifyPaymentDeps {
  return {
    ...orders,
    ...world,
    lookUpPayment: createPaymentLookup(client.getPayment),
    policy: { mode: config.iamport.mode, guards: config.guards },
    withinDeadline: createDeadline(LIMITS.verificationMs, 'verification'),
  };
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
