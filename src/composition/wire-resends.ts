import type { ResendProgress } from '../domain/plan-resend';
import { listDeadLetters, type ListDeadLetters } from '../services/list-dead-letters';
import { requestReplay, type RequestReplay } from '../services/request-replay';
import { requestResend, type RequestResend } from '../services/request-resend';
import {
  resendMessage,
  resendOrder,
  type ResendDeps,
  type ResendMessage,
  type ResendOrder,
} from '../services/resend-messages';
import { resendPeriod, type ResendPeriodDeps } from '../services/resend-period';
import { countDeadLetters, type DeadLetterCounts } from '../store/backlog';
import { createDeadLetters } from '../store/dead-letters';
import type { Orders } from '../store/orders';
import { createAuditLog } from '../store/audit-log';
import { createResendableOrders } from '../store/resendable-orders';
import { createResends } from '../store/resends';
import { LIMITS } from './limits';
import { skipOrders } from './skip-orders';
import type { Pass } from '../workers/worker';
import type { ServiceParts } from './service-parts';

/** The services that send delivered events again. */
export interface ResendServices {
  readonly resendMessage: ResendMessage;
  readonly resendOrder: ResendOrder;
  readonly requestResend: RequestResend;
  readonly findResend: (requestId: string) => Promise<ResendProgress | null>;
  readonly requestReplay: RequestReplay;
  /** The newest requests that a pass carries out, up to a number. */
  readonly latestResends: (limit: number) => Promise<readonly ResendProgress[]>;
  readonly listDeadLetters: ListDeadLetters;
  readonly countDeadLetters: () => Promise<DeadLetterCounts>;
  /** Carries out one step of the resend of a period. */
  readonly resendPeriod: Pass;
}

export function wireResends(
  { connection, logger, clockAndRandom: { now, newId, pause }, metrics }: ServiceParts,
  { changeOrder }: Pick<Orders, 'changeOrder'>,
): ResendServices {
  const orders = createResendableOrders(connection);
  const resends = createResends(connection);
  const deadLetters = createDeadLetters(connection);
  const deps: ResendDeps = {
    ...{ now, newId, pause, lostRacePauseMs: LIMITS.lostRacePauseMs },
    findOrder: orders.findWithOutbox,
    changeOrder,
    onResent: (by, messages) => metrics.observe('checkout_messages_resent_total', { by }, messages),
  };
  const passing: ResendPeriodDeps = {
    ...{ ...deps, ...orders, resends, deadLetters, auditLog: createAuditLog(connection) },
    ...{ ...LIMITS.resend, leaseMs: LIMITS.resendLeaseMs },
    skipPoisonOrders: skipOrders('resend', logger, metrics),
    onEnded: ({ requestId, replay, orders: count, messages }) =>
      logger.info(
        { request_id: requestId, ...(replay && { carrier: replay.carrier }), orders: count, messages },
        replay ? 'dead letters of a carrier sent again' : 'events of a period sent again',
      ),
  };
  const requesting = { resends, now, newId, reachMs: LIMITS.resendReachMs, maxOpen: LIMITS.openResends };
  return {
    resendMessage: (id, by) => resendMessage(deps, id, by),
    resendOrder: (merchantUid, period, by) => resendOrder(deps, merchantUid, period, by),
    requestResend: (request) => requestResend(requesting, request),
    findResend: resends.find,
    requestReplay: (request, actor) => requestReplay(requesting, request, actor),
    latestResends: resends.latest,
    listDeadLetters: (request) => listDeadLetters(deadLetters, request),
    countDeadLetters: () => countDeadLetters(connection, LIMITS.backlog),
    resendPeriod: (signal) => resendPeriod(passing, signal),
  };
}
