import { LRUCache } from 'lru-cache';
import type { Order } from '../domain/order';
import { readOrder, repairOrder, type ReadOrder, type RepairOrderDeps } from '../services/read-order';
import { recheckOrder, type RecheckOrder, type RecheckOrderDeps } from '../services/recheck-order';
import { reconcilePayments } from '../services/reconcile-payments';
import type { Orders } from '../store/orders';
import { bindReconcilePayments } from './bind-look-ups';
import { reconcilePaymentsParts, type ReconcileParts } from './create-reconcile';
import { LIMITS } from './limits';
import { openDeadline } from './open-deadline';
import { openQueue } from './open-queue';

/** The services that ask i'mport about an order for its reader. They share one queue. */
export interface ReadingServices {
  readonly readOrder: ReadOrder;
  readonly recheckOrder: RecheckOrder;
}

export function wireReading(
  parts: ReconcileParts,
  { findOrder, recordAudit }: Pick<Orders, 'findOrder'> & Pick<RecheckOrderDeps, 'recordAudit'>,
): ReadingServices {
  const { config, clockAndRandom, metrics } = parts;
  const inRepairQueue = openQueue('repairQueue', 'repair', LIMITS.repairQueue, metrics);
  const repair = repairDeps(parts);
  const reading = {
    findOrder,
    repair: limitRepairs(
      (order) => inRepairQueue(order.merchantUid, () => repairOrder(repair, order)),
      clockAndRandom.elapsedMs,
    ),
    withinReadLimit: openDeadline(LIMITS.repairReadMs, 'repair'),
    repairAfterMs: config.reconcile.repairOnReadAfterMs,
    now: clockAndRandom.now,
  };
  const rechecking: RecheckOrderDeps = {
    findOrder,
    recordAudit,
    findAllPayments: parts.search.findAllPayments,
    ...recheckParts(parts),
    inRepairQueue,
    withinDeadline: openDeadline(LIMITS.recheckMs, 'recheck', metrics),
  };
  return {
    readOrder: (merchantUid) => readOrder(reading, merchantUid),
    recheckOrder: (merchantUid, actor) => recheckOrder(rechecking, merchantUid, actor),
  };
}

function repairDeps(parts: ReconcileParts): RepairOrderDeps {
  const { search, logger } = parts;
  const reconcile = reconcilePaymentsParts(parts);
  return {
    reconcilePayments: bindReconcilePayments(reconcile).reconcilePayments,
    onUnreadable: reconcile.onUnreadable,
    findAllPayments: search.findAllPayments,
    onFailure: (err, merchantUid) => logger.warn({ merchant_uid: merchantUid, err }, 'repair on read failed'),
  };
}

/** The caller of a recheck learns the findings, too. */
function recheckParts(parts: ReconcileParts): Pick<RecheckOrderDeps, 'reconcile' | 'onUnreadable'> {
  const reconcile = reconcilePaymentsParts(parts);
  return {
    onUnreadable: reconcile.onUnreadable,
    reconcile(order, payments, onFinding) {
      const tellBoth: typeof onFinding = (finding) => {
        reconcile.onFinding(finding);
        onFinding(finding);
      };
      return reconcilePayments({ ...reconcile, onFinding: tellBoth }, order, payments);
    },
  };
}

/** Lets concurrent readers of an order share one repair, and does not repair it again for `LIMITS.repairPauseMs`. */
function limitRepairs(
  repair: (order: Order) => Promise<void>,
  elapsedMs: () => number,
): (order: Order) => Promise<void> {
  const repaired = new LRUCache<string, true, Order>({
    max: LIMITS.repairedAtOnce,
    ttl: LIMITS.repairPauseMs,
    perf: { now: elapsedMs },
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context }) => {
      await repair(context);
      return true as const;
    },
  });
  return async (order) => {
    await repaired.fetch(order.merchantUid, { context: order });
  };
}
