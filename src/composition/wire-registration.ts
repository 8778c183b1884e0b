import type { Logger } from 'pino';
import type { CheckoutError } from '../domain/errors';
import { firstPoll } from '../domain/next-poll';
import type { Order } from '../domain/order';
import type { IamportClient } from '../iamport/client';
import type { PaymentSearch } from '../iamport/payment-search';
import { amendOrder, type AmendOrder, type AmendOrderDeps } from '../services/amend-order';
import { prepareOrder, type PrepareOrder, type PrepareOrderDeps } from '../services/prepare-order';
import type { RecordReportDeps } from '../services/record-report';
import { registerOrder, type RegisterOrder, type RegisterOrderDeps } from '../services/register-order';
import type { Orders } from '../store/orders';
import { createUnpreparedOrders } from '../store/unprepared-orders';
import type { ClockAndRandom } from './clock-and-random';
import { pollSchedule } from './create-reconcile';
import { LIMITS } from './limits';
import { openDeadline } from './open-deadline';
import type { ServiceParts } from './service-parts';

/** The services that register orders, and their amounts with i'mport. */
export interface RegistrationServices {
  readonly registerOrder: RegisterOrder;
  readonly amendOrder: AmendOrder;
  /** Shared with the pass over unregistered amounts. */
  readonly prepareOrder: PrepareOrder;
}

export function wireRegistration(
  { connection, config, logger, clockAndRandom, metrics }: ServiceParts,
  recording: RecordReportDeps & Orders,
  gateway: IamportClient & Pick<PaymentSearch, 'findAllPayments'>,
): RegistrationServices {
  const unprepared = createUnpreparedOrders(connection);
  const preparing: PrepareOrderDeps = {
    ...gateway,
    ...recording,
    ...unprepared,
    leaseMs: LIMITS.prepareLeaseMs,
    onFailure: ({ merchantUid }, err) => logPrepare(logger, merchantUid, err),
  };
  const prepare: PrepareOrder = (order) => prepareOrder(preparing, order);
  const schedule = pollSchedule(config);
  const registering: RegisterOrderDeps = {
    ...recording,
    newMerchantUid: () => compactId(clockAndRandom),
    prepareOrder: config.prepareAmounts ? prepare : null,
    ownTryMs: LIMITS.registerOwnTryMs,
    firstPoll: (order: Order) => firstPoll(order, clockAndRandom.random(), schedule),
  };
  const amending: AmendOrderDeps = {
    ...recording,
    findAllPayments: gateway.findAllPayments,
    registration: config.prepareAmounts
      ? { ...gateway, ...unprepared, prepareOrder: prepare, reregisterAfterMs: LIMITS.amendReregisterMs }
      : null,
    withinDeadline: openDeadline(LIMITS.amendMs, 'amendment', metrics),
  };
  return {
    registerOrder: (request, actor) => registerOrder(registering, request, actor),
    amendOrder: (amendment, actor) => amendOrder(amending, amendment, actor),
    prepareOrder: prepare,
  };
}

function logPrepare(logger: Logger, merchantUid: string, err: CheckoutError): void {
  logger.warn({ merchant_uid: merchantUid, err }, 'amount not registered with the gateway, will retry');
}

/** 32 letters and digits: every PG accepts this form (§8.2). */
const compactId = ({ newId }: ClockAndRandom) => newId().replaceAll('-', '');
