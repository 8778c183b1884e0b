import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';

/** Leaves out what only the passes over the queues read. */
export const WITHOUT_QUEUES = { outbox: 0, queues: 0 } as const;

type StoredOrder = Omit<OrderDocument, keyof typeof WITHOUT_QUEUES>;

/** An order as MongoDB holds it, in the terms of the domain. */
export function toOrder({ _id, ...order }: StoredOrder): Order {
  return { merchantUid: _id, ...order };
}
