import type { BoundedQueue } from '../lib/create-bounded-queue';
import type { Metrics } from '../metrics/metrics';
import { recheckOrder, type RecheckOrder } from '../services/recheck-order';
import { reconcilePayments } from '../services/reconcile-payment';
import type { Orders } from '../store/orders';
import { recordingParts, type ReconcileParts } from './create-reconcile';
import { LIMITS } from './limits';
import { openDeadline } from './open-deadline';

/** Binds the recheck of an order. @param inRepairQueue shared with the repairs on read */
export function bindRecheck(
  parts: Pick<ReconcileParts, 'search' | 'verification' | 'logger'> & { readonly metrics: Metrics },
  { findOrder }: Pick<Orders, 'findOrder'>,
  inRepairQueue: BoundedQueue,
): RecheckOrder {
  const recording = recordingParts(parts);
  const withinDeadline = openDeadline(LIMITS.recheckMs, 'recheck', parts.metrics);
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
        withinDeadline,
      },
      merchantUid,
    );
}
