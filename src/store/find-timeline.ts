import type { Connection } from 'mongoose';
import { MAX_TIMELINE_AUDIT, type Timeline } from '../domain/timeline';
import { createAuditLog } from './audit-log';
import { orderCollection } from './order-collection';
import { toOrder } from './to-order';
import { unavailable } from './unavailable';

/** Reads what happened to an order; null where there is no such order. @throws CheckoutError `unavailable` */
export type FindTimeline = (merchantUid: string) => Promise<Timeline | null>;

/** Opens the timelines of a connected store. */
export function createFindTimeline(connection: Connection): FindTimeline {
  const collection = orderCollection(connection);
  const { ofOrder } = createAuditLog(connection);
  return async (merchantUid) => {
    const projection = { queues: 0, deadSince: 0, shopDeliveredAt: 0, money: 0 } as const;
    const stored = await unavailable(() => collection.findOne({ _id: { $eq: merchantUid } }, { projection }));
    if (stored === null) return null;
    const { outbox, reportLog = [], log = [], ...order } = stored;
    // After the order: an entry that leaves the order meanwhile is in the audit log.
    const audit = await ofOrder(merchantUid, MAX_TIMELINE_AUDIT);
    return { order: toOrder(order), log: [...reportLog, ...log], outbox, audit };
  };
}
