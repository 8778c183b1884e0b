import { lookUpAlone, type LookUpAlone, type LookUpAloneDeps } from '../services/look-up-alone';
import { lookUpOrders, type LookUpOrders, type LookUpOrdersDeps } from '../services/look-up-orders';
import { reconcilePayments, type ReconcilePayments, type ReconcilePaymentsDeps } from '../services/reconcile-payments';
import { skipPoisonOrder, type TryOrder } from '../services/skip-poison-order';

/** Dependencies for recording the fetched payments of orders. */
export interface ReconcilePaymentsParts extends ReconcilePaymentsDeps {
  /** Called for each order that is skipped because it failed. */
  readonly onOrderFailed: (error: unknown, merchantUid: string) => void;
}

/** The functions that record fetched payments. */
export interface ReconcileFunctions {
  readonly reconcilePayments: ReconcilePayments;
  readonly skipPoisonOrders: () => TryOrder;
}

/** Binds the functions that record fetched payments. */
export function bindReconcilePayments(parts: ReconcilePaymentsParts): ReconcileFunctions {
  return {
    reconcilePayments: (order, payments) => reconcilePayments(parts, order, payments),
    skipPoisonOrders: () => skipPoisonOrder(parts.onOrderFailed),
  };
}

/** Dependencies for looking up and expiring orders. */
export type LookUpParts = ReconcilePaymentsParts &
  Omit<LookUpAloneDeps, keyof ReconcileFunctions> &
  Omit<LookUpOrdersDeps, keyof ReconcileFunctions | 'lookUpAlone'>;

/** The functions that look up orders. */
export interface LookUpFunctions extends ReconcileFunctions {
  readonly lookUpAlone: LookUpAlone;
  readonly lookUpOrders: LookUpOrders;
}

/** Binds the functions that look up orders. */
export function bindLookUps(parts: LookUpParts): LookUpFunctions {
  const reconcile = bindReconcilePayments(parts);
  const alone: LookUpAlone = (order, until, isTooLarge) =>
    lookUpAlone({ ...parts, ...reconcile }, order, until, isTooLarge);
  return {
    ...reconcile,
    lookUpAlone: alone,
    lookUpOrders: (orders) => lookUpOrders({ ...parts, ...reconcile, lookUpAlone: alone }, orders),
  };
}
