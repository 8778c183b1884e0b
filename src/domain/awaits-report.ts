import type { Order } from './order';

/**
 * Whether an order waits for a payment. The quota for unsolicited reports does not delay a look-up for such an order.
 * It may delay a look-up for any other order, which is answered from its stored payments until then.
 */
export function awaitsReport({ state }: Pick<Order, 'state'>): boolean {
  return state === 'pending' || state === 'ready';
}

/** Whether the order's list of payments holds this one. */
export function holdsPayment({ payments }: Order, impUid: string): boolean {
  return payments.some((payment) => payment.impUid === impUid);
}
