import { cancelOrder, type CancelOrder, type CancelOrderDeps } from '../services/cancel-order';
import { carryOutCancel, type CarryOutCancel, type CarryOutCancelDeps } from '../services/carry-out-cancel';
import { resumeCancels, type ResumeCancelsDeps } from '../services/resume-cancels';

/** Dependencies for requesting a cancel and for carrying it out. */
export type CancelOrderParts = CarryOutCancelDeps & Omit<CancelOrderDeps, 'carryOutCancel'>;

/** Dependencies for the pass over due cancels and for carrying them out. */
export type ResumeCancelsParts = CarryOutCancelDeps & Omit<ResumeCancelsDeps, 'carryOutCancel'>;

/** Binds the service that cancels an order. */
export function bindCancelOrder(parts: CancelOrderParts): CancelOrder {
  const deps = { ...parts, carryOutCancel: bindCarryOutCancel(parts) };
  return (request, actor) => cancelOrder(deps, request, actor);
}

/** Binds one pass over the due cancels of one order. */
export function bindResumeCancels(parts: ResumeCancelsParts): (signal?: AbortSignal) => Promise<boolean> {
  const deps = { ...parts, carryOutCancel: bindCarryOutCancel(parts) };
  return (signal) => resumeCancels(deps, signal);
}

function bindCarryOutCancel(parts: CarryOutCancelDeps): CarryOutCancel {
  return (order, id) => carryOutCancel(parts, order, id);
}
