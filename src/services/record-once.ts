import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { BoundedQueue } from '../lib/create-bounded-queue';
import type { RecordedJudgement } from './record-report';

/** Records one fetched payment once for all callers who share that answer. */
export type RecordOnce = (
  order: Order,
  reported: ReportedPayment,
  record: () => Promise<RecordedJudgement>,
) => Promise<RecordedJudgement>;

/**
 * Shares one recording between callers who share a look-up and have read the same revision of the order. Without it
 * they would reach the same verdict, and all their writes but one would lose the race.
 *
 * Callers share a CheckoutError too. When the first caller's deadline ends its recording, the next caller records.
 *
 * @param inRecordQueue bounds concurrent recordings; callers who share one hold one place
 */
export function createRecordOnce(inRecordQueue: BoundedQueue): RecordOnce {
  const underWay = new WeakMap<ReportedPayment, Map<number, Promise<RecordedJudgement>>>();

  return async function recordOnce(order, reported, record) {
    const byRevision = underWay.get(reported) ?? new Map<number, Promise<RecordedJudgement>>();
    underWay.set(reported, byRevision);
    const begunBefore = byRevision.get(order.revision);
    if (begunBefore === undefined) {
      const recording = inRecordQueue(reported.impUid, record);
      byRevision.set(order.revision, recording);
      return recording.finally(() => byRevision.delete(order.revision));
    }
    try {
      return await begunBefore;
    } catch (error) {
      if (error instanceof CheckoutError) throw error;
      return recordOnce(order, reported, record);
    }
  };
}
