import {
  bindCancelOrder,
  bindResumeCancels,
  type CancelOrderParts,
  type ResumeCancelsParts,
} from '../../src/composition/bind-cancels';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import { ACTOR } from './actor';

export type { CancelOrderParts, ResumeCancelsParts };

/** Cancels an order by the given dependencies. They are bound at the call, so that a test may replace each of them. */
export const cancelOrder = (parts: CancelOrderParts, request: CancelRequest) => bindCancelOrder(parts)(request, ACTOR);

/** One pass over the due cancels of one order, by the given dependencies. */
export const resumeCancels = (parts: ResumeCancelsParts) => bindResumeCancels(parts)();
