import { bindCancelOrder, bindResumeCancels, type CancelOrderParts, type ResumeCancelsParts } from './bind-cancels';
import { openDeadline } from './open-deadline';
import type { IamportClient } from '../iamport/client';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import { LIMITS } from './limits';
import { acceptPayment, type AcceptPayment, type AcceptPaymentDeps } from '../services/accept-payment';
import type { CancelOrder } from '../services/cancel-order';
import type { RecordReportDeps } from '../services/record-report';
import { createDueCancels } from '../store/due-cancels';
import type { ServiceParts } from './service-parts';

/** The services that move money back, or accept it. */
export interface CancelServices {
  readonly cancelOrder: CancelOrder;
  readonly acceptPayment: AcceptPayment;
  /** Processes one order with a due cancel; false where there is none. */
  readonly resumeCancels: (signal: AbortSignal) => Promise<boolean>;
}

export function wireCancels(
  { connection, logger, clockAndRandom, metrics }: ServiceParts,
  recording: RecordReportDeps,
  gateway: IamportClient & Pick<OrderPaymentsSearch, 'findMoney' | 'findAccounts'>,
): CancelServices {
  const deps: CancelOrderParts = {
    ...recording,
    ...gateway,
    random: clockAndRandom.random,
    withinDeadline: openDeadline(LIMITS.cancelMs, 'cancel', metrics),
    readMs: LIMITS.cancelReadMs,
    onFailure: ({ merchantUid, id }, err) =>
      logger.warn({ merchant_uid: merchantUid, request_id: id, err }, 'cancel not completed, will retry'),
  };
  const accepting: AcceptPaymentDeps = {
    ...recording,
    ...gateway,
    withinDeadline: openDeadline(LIMITS.verificationMs, 'acceptance', metrics),
  };
  const passing: ResumeCancelsParts = {
    ...deps,
    cancelQueue: createDueCancels(connection),
    leaseMs: LIMITS.cancelLeaseMs,
    onCancelFailed: (err, merchantUid, id) =>
      logger.error({ merchant_uid: merchantUid, request_id: id, err }, 'cancel cannot be processed'),
  };
  return {
    acceptPayment: (request, actor) => acceptPayment(accepting, request, actor),
    cancelOrder: bindCancelOrder(deps),
    resumeCancels: bindResumeCancels(passing),
  };
}
