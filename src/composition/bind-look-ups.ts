import { lookUpAlone, type LookUpAlone, type LookUpAloneDeps } from '../services/look-up-alone';
import { lookUpOrders, type LookUpOrders, type LookUpOrdersDeps } from '../services/look-up-orders';
import { reconcilePayments, type ReconcilePayments, type ReconcilePaymentsDeps } from '../services/reconcile-payment';
import { skipPoisonOrder, type TryOrder } from '../services/skip-poison-order';

/** Dependencies for recording the fetched payments of orders. */
export interface RecordingParts extends ReconcilePaymentsDeps {
  /** Called for each order that is skipped because it failed. */
  readonly onOrderFailed: (error: unknown, merchantUid: string) => void;
}

/** The functions that record fetched payments. */
export interface Recording {
  readonly reconcilePayments: ReconcilePayments;
  readonly skipPoisonOrders: () => TryOrder;
}

/** Binds the functions that record fetched payments. */
export function bindRecording(parts: RecordingParts): Recording {
  return {
    reconcilePayments: (order, payments) => reconcilePayments(parts, order, payments),
    skipPoisonOrders: () => skipPoisonOrder(parts.onOrderFailed),
  };
}

/** Dependencies for looking up and expiring orders. */
export type LookUpParts = RecordingParts &
  Omit<LookUpAloneDeps, keyof Recording> &
  Omit<LookUpOrdersDeps, keyof Recording | 'lookUpAlone'>;

/** The functions that look up orders. */
export interface LookUpFunctions extends Recording {
  readonly lookUpAlone: LookUpAlone;
  readonly lookUpOrders: LookUpOrders;
}

/** Binds the functions that look up orders. */
export function bindLookUps(parts: LookUpParts): LookUpFunctions {
  const recording = bindRecording(parts);
  const alone: LookUpAlone = (order, until, isTooLarge) =>
    lookUpAlone({ ...parts, ...recording }, order, until, isTooLarge);
  return {
    ...recording,
    lookUpAlone: alone,
    lookUpOrders: (orders) => lookUpOrders({ ...parts, ...recording, lookUpAlone: alone }, orders),
  };
}
