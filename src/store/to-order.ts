import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';

/** Leaves out what only the passes over the queues read. */
export const WITHOUT_QUEUES = { outbox: 0, prepareDueAt: 0, reconcile: 0 } as const;

/** An order as MongoDB holds it, in the terms of the domain. */
export function toOrder({ _id, ...order }: Omit<OrderDocument, keyof typeof WITHOUT_QUEUES>): Order {
  return { merchantUid: _id, ...order };
}
