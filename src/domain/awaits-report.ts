import type { Order } from './order';

/**
 * Whether a report of this payment matters to the order: it is still to be paid, or the payment is one that it holds. A
 * look-up for it is never put off because strangers ask for too much.
 */
export function awaitsReport(order: Order, impUid: string): boolean {
  const isOpen = order.state === 'pending' || order.state === 'ready';
  return isOpen || holdsPayment(order, impUid);
}

/** Whether the order has recorded this payment. */
export function holdsPayment({ payments }: Order, impUid: string): boolean {
  return payments.some((payment) => payment.impUid === impUid);
}
