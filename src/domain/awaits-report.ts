import type { Order } from './order';

/**
 * Whether an order waits for a payment. A look-up for it is never put off because strangers ask for too much. One for any
 * other order is, also for a payment that it holds: what the order knows is the answer meanwhile.
 */
export function awaitsReport({ state }: Pick<Order, 'state'>): boolean {
  return state === 'pending' || state === 'ready';
}

/** Whether the order has recorded this payment. */
export function holdsPayment({ payments }: Order, impUid: string): boolean {
  return payments.some((payment) => payment.impUid === impUid);
}
