import type { Order } from '../domain/order';
import type { OrderDocument } from './order.model';

/** The projection without the fields that only deliveries, lists and the timeline read. */
export const WITH_QUEUES = {
  outbox: 0,
  deadSince: 0,
  shopDeliveredAt: 0,
  log: 0,
  reportLog: 0,
  money: 0,
} as const;

/** The projection of an order with its messages. */
export const WITH_OUTBOX = { queues: 0, deadSince: 0, log: 0, reportLog: 0, money: 0 } as const;

/** The projection of the fields of the domain's order. */
export const WITHOUT_QUEUES = { ...WITH_QUEUES, queues: 0 } as const;

type StoredOrder = Omit<OrderDocument, keyof typeof WITHOUT_QUEUES>;

/** Turns a stored order into the domain's order. */
export function toOrder({ _id, ...order }: StoredOrder): Order {
  return { merchantUid: _id, ...order };
}
