import type { ResendProgress } from '../domain/plan-resend';
import { requestResend, type RequestResend } from '../services/request-resend';
import {
  resendMessage,
  resendOrder,
  type ResendDeps,
  type ResendMessage,
  type ResendOrder,
} from '../services/resend-messages';
import { resendPeriod, type ResendPeriodDeps } from '../services/resend-period';
import { skipPoisonOrder } from '../services/skip-poison-order';
import type { Orders } from '../store/orders';
import { createResendableOrders } from '../store/resendable-orders';
import { createResends } from '../store/resends';
import { LIMITS } from './limits';
import type { Pass } from '../workers/worker';
import type { ServiceParts } from './service-parts';

/** The services that send delivered events again. */
export interface ResendServices {
  readonly resendMessage: ResendMessage;
  readonly resendOrder: ResendOrder;
  readonly requestResend: RequestResend;
  readonly findResend: (requestId: string) => Promise<ResendProgress | null>;
  /** Carries out one step of the resend of a period. */
  readonly resendPeriod: Pass;
}

export function wireResends(
  { connection, logger, clockAndRandom: { now, newId, pause }, metrics: { observe } }: ServiceParts,
  { changeOrder }: Pick<Orders, 'changeOrder'>,
): ResendServices {
  const orders = createResendableOrders(connection);
  const resends = createResends(connection);
  const deps: ResendDeps = {
    ...{ now, newId, pause, lostRacePauseMs: LIMITS.lostRacePauseMs },
    findOrder: orders.findWithOutbox,
    changeOrder,
    onResent: (by, messages) => observe('checkout_messages_resent_total', { by }, messages),
  };
  const passing: ResendPeriodDeps = {
    ...{ ...deps, ...orders, resends },
    ...{ ...LIMITS.resend, leaseMs: LIMITS.resendLeaseMs },
    skipPoisonOrders: () =>
      skipPoisonOrder((err, merchantUid) => logger.error({ merchant_uid: merchantUid, err }, 'order skipped')),
    onEnded: ({ requestId, orders: count, messages }) =>
      logger.info({ request_id: requestId, orders: count, messages }, 'events of a period sent again'),
  };
  return {
    resendMessage: (id) => resendMessage(deps, id),
    resendOrder: (merchantUid, period) => resendOrder(deps, merchantUid, period),
    requestResend: (request) => requestResend({ resends, now, reachMs: LIMITS.resendReachMs }, request),
    findResend: resends.find,
    resendPeriod: (signal) => resendPeriod(passing, signal),
  };
}
