import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import type { UnreadablePayment } from '../iamport/wire';
import type { Orders } from '../store/orders';
import type { ReconcilePayments } from './reconcile-payments';

/** The service with its dependencies bound. */
export type ReadOrder = (merchantUid: string) => Promise<Order | null>;

export interface ReadOrderDeps {
  readonly findOrder: Orders['findOrder'];
  /**
   * Fetches and records the payments of an order; concurrent callers share one run, and runs of one order are limited.
   */
  readonly repair: (order: Order) => Promise<void>;
  /** Throws CheckoutError `unavailable` when the repair takes too long; the repair itself continues. */
  readonly withinReadLimit: <T>(work: () => Promise<T>) => Promise<T>;
  /** How old an unsettled order must be before a read repairs it, in milliseconds; null for no repair. */
  readonly repairAfterMs: number | null;
  readonly now: () => Date;
}

/**
 * Reads an order. If the order has waited for a payment for a while, its payments are fetched first, because a lost
 * report may be the reason for the read. When i'mport is slow or fails, the answer is the stored order.
 *
 * @throws CheckoutError `unavailable` when the first read fails
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

export interface RepairOrderDeps {
  readonly findAllPayments: OrderPaymentsSearch['findAllPayments'];
  readonly reconcilePayments: ReconcilePayments;
  /** Called for a payment in an answer that cannot be read. */
  readonly onUnreadable: (unreadable: UnreadablePayment) => void;
  readonly onFailure: (error: CheckoutError, merchantUid: string) => void;
}

/** Fetches the payments of an order, at least all that hold money, and verifies them. It never throws CheckoutError. */
export async function repairOrder(deps: RepairOrderDeps, order: Order): Promise<void> {
  try {
    const { payments, unreadable } = await deps.findAllPayments(order.merchantUid);
    unreadable.forEach(deps.onUnreadable);
    await deps.reconcilePayments(order, payments);
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    deps.onFailure(error, order.merchantUid);
  }
}
