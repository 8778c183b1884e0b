import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import type { Orders } from '../store/orders';
import { reconcilePayments, type ReconcilePaymentDeps } from './reconcile-payment';

/** The service as the routes call it, with its dependencies bound. */
export type ReadOrder = (merchantUid: string) => Promise<Order | null>;

export interface ReadOrderDeps {
  readonly findOrder: Orders['findOrder'];
  /** Takes in what i'mport has of an order; shared by those who ask at once, and done rarely for one order. */
  readonly repair: (order: Order) => Promise<void>;
  /** Ends the wait, with CheckoutError `unavailable`; the repair itself goes on. */
  readonly withinReadLimit: <T>(work: () => Promise<T>) => Promise<T>;
  /** How old an unsettled order must be, in milliseconds; null where reading repairs nothing. */
  readonly repairAfterMs: number | null;
  readonly now: () => Date;
}

/**
 * Reads an order. Where it waits for a payment, and has done so for a while, i'mport is asked first: whoever asks may
 * do so because a report was lost. Where i'mport is slow or out of order, the answer is what is stored.
 *
 * @throws CheckoutError `unavailable` where the database does not answer the first read
 */
export async function readOrder(deps: ReadOrderDeps, merchantUid: string): Promise<Order | null> {
  const order = await deps.findOrder(merchantUid);
  if (order === null || !isWorthRepairing(deps, order)) return order;
  try {
    return await deps.withinReadLimit(async () => {
      await deps.repair(order);
      return deps.findOrder(merchantUid);
    });
  } catch (error) {
    if (error instanceof CheckoutError) return order;
    throw error;
  }
}

function isWorthRepairing({ repairAfterMs, now }: ReadOrderDeps, { state, createdAt }: Order): boolean {
  const isUnsettled = state === 'pending' || state === 'ready';
  return isUnsettled && repairAfterMs !== null && now().getTime() - createdAt.getTime() >= repairAfterMs;
}

export interface RepairOrderDeps extends ReconcilePaymentDeps {
  readonly findAllPayments: OrderPaymentsSearch['findAllPayments'];
  readonly onFailure: (error: CheckoutError, merchantUid: string) => void;
}

/**
 * Puts what i'mport has of an order, all its money at the least, through the one verification. Never throws
 * CheckoutError.
 */
export async function repairOrder(deps: RepairOrderDeps, order: Order): Promise<void> {
  try {
    const { payments, unreadable } = await deps.findAllPayments(order.merchantUid);
    unreadable.forEach(deps.onUnreadable);
    await reconcilePayments(deps, order, payments);
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(error, order.merchantUid);
  }
}
