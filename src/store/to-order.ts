import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';

/** The projection without the fields that only queues, lists and the timeline read. */
export const WITHOUT_QUEUES = { outbox: 0, queues: 0, deadSince: 0, log: 0, reportLog: 0, money: 0 } as const;

type StoredOrder = Omit<OrderDocument, keyof typeof WITHOUT_QUEUES>;

/** Turns a stored order into the domain's order. */
export function toOrder({ _id, ...order }: StoredOrder): Order {
  return { merchantUid: _id, ...order };
}
