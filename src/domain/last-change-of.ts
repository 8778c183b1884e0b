import { isUnderWay, wasSent, type Cancel } from './cancel/cancel';
import type { Timeline } from './timeline';

/**
 * When an order changed last: by a report, the shop, a person, or a delivery. It is the newest time that the order holds, so
 * no write needs to keep it.
 */
export function lastChangeOf({ order, log, outbox }: Omit<Timeline, 'audit'>): Date {
  const times = [
    order.createdAt,
    order.closedAt,
    ...order.payments.map(({ recordedAt }) => recordedAt),
    ...order.cancels.flatMap(timesOf),
    ...order.history.map(({ at }) => at),
    ...order.attention.map(({ at }) => at),
    ...log.map(({ at }) => at),
    ...outbox.flatMap(({ createdAt, deliveredAt, deadAt }) => [createdAt, deliveredAt, deadAt ?? null]),
  ];
  return new Date(Math.max(...times.map(Number)));
}

function timesOf(cancel: Cancel): (Date | null)[] {
  return [cancel.requestedAt, wasSent(cancel) ? cancel.sentAt : null, isUnderWay(cancel) ? null : cancel.endedAt];
}
