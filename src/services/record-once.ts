import { CheckoutError } from '../domain/errors';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { RecordedJudgement } from './record-report';

/** Records what i'mport answered about a payment, once for all callers who got that very answer. */
export type RecordOnce = (
  order: Order,
  reported: ReportedPayment,
  record: () => Promise<RecordedJudgement>,
) => Promise<RecordedJudgement>;

/**
 * Shares a recording between callers who share a look-up and have read the same revision of the order: they would judge
 * the same, and all but one of their writes would be lost.
 *
 * A fault is shared too. Where the first caller's time ran out, the next one records.
 */
export function createRecordOnce(): RecordOnce {
  const underWay = new WeakMap<ReportedPayment, Map<number, Promise<RecordedJudgement>>>();

  return async function recordOnce(order, reported, record) {
    const byRevision = underWay.get(reported) ?? new Map<number, Promise<RecordedJudgement>>();
    underWay.set(reported, byRevision);
    const begunBefore = byRevision.get(order.revision);
    if (begunBefore === undefined) {
      const recording = record();
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
