import type { OrderDocument } from '../../src/store/order.model';

/** A stored order without what waits for the audit log: when it is copied depends on timing. */
export function withoutAudit<Stored extends Pick<OrderDocument, 'outbox' | 'queues'>>(order: Stored): Stored {
  const queues = Object.fromEntries(Object.entries(order.queues).filter(([name]) => name !== 'audit'));
  return { ...order, outbox: order.outbox.filter(({ message }) => message.channel !== 'audit'), queues };
}
