import type { BoundedQueue } from '../lib/create-bounded-queue';
import { recheckOrder, type RecheckOrder } from '../services/recheck-order';
import { reconcilePayments } from '../services/reconcile-payment';
import type { Orders } from '../store/orders';
import { recordingParts, type ReconcileParts } from './create-reconcile';

/** Binds the recheck of an order. @param inRepairQueue shared with the repairs on read */
export function bindRecheck(
  parts: Pick<ReconcileParts, 'search' | 'verification' | 'logger'>,
  { findOrder }: Pick<Orders, 'findOrder'>,
  inRepairQueue: BoundedQueue,
): RecheckOrder {
  const recording = recordingParts(parts);
  return (merchantUid) =>
    recheckOrder(
      {
        findOrder,
        findAllPayments: parts.search.findAllPayments,
        reconcile(order, payments, onFinding) {
          const tellBoth: typeof onFinding = (finding) => {
            recording.onFinding(finding);
            onFinding(finding);
          };
          return reconcilePayments({ ...recording, onFinding: tellBoth }, order, payments);
        },
        onUnreadable: recording.onUnreadable,
        inRepairQueue,
      },
      merchantUid,
    );
}
