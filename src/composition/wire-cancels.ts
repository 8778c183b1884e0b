import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AppDeps } from '../http/create-app';
import { bindCancelOrder, bindResumeCancels, type CancelOrderParts, type ResumeCancelsParts } from './bind-cancels';
import { openDeadline } from './open-deadline';
import type { IamportClient } from '../iamport/client';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import { LIMITS } from './limits';
import type { Metrics } from '../metrics/metrics';
import { acceptPayment, type AcceptPaymentDeps } from '../services/accept-payment';
import type { RecordReportDeps } from '../services/record-report';
import { createDueCancels } from '../store/due-cancels';
import type { ClockAndRandom } from './clock-and-random';

export interface CancelServices extends Pick<AppDeps, 'cancelOrder' | 'acceptPayment'> {
  /** Processes one order with a due cancel; false where there is none. */
  readonly resumeCancels: (signal: AbortSignal) => Promise<boolean>;
}

export function wireCancels(
  connection: Connection,
  recording: RecordReportDeps,
  gateway: IamportClient & Pick<OrderPaymentsSearch, 'findMoney' | 'findAccounts'>,
  logger: Logger,
  { random }: ClockAndRandom,
  metrics: Metrics,
): CancelServices {
  const deps: CancelOrderParts = {
    ...recording,
    ...gateway,
    random,
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
  const queue: Pick<ResumeCancelsParts, 'cancelQueue' | 'leaseMs' | 'onCancelFailed'> = {
    cancelQueue: createDueCancels(connection),
    leaseMs: LIMITS.cancelLeaseMs,
    onCancelFailed: (err, merchantUid, id) =>
      logger.error({ merchant_uid: merchantUid, request_id: id, err }, 'cancel cannot be processed'),
  };
  return {
    acceptPayment: (request) => acceptPayment(accepting, request),
    cancelOrder: bindCancelOrder(deps),
    resumeCancels: (signal) => bindResumeCancels({ ...deps, ...queue, signal })(),
  };
}
