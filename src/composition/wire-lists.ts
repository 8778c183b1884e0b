import type { BoundedQueue } from '../lib/create-bounded-queue';
import { acknowledgeOrder, type AcknowledgeOrder } from '../services/acknowledge-order';
import { listOrders, type ListOrders, type ListOrdersDeps } from '../services/list-orders';
import { readAudit, type ReadAudit } from '../services/read-audit';
import { readExport, type ReadExport } from '../services/read-export';
import type { RecordAudit } from '../services/record-audit';
import { createAcknowledgeAttention } from '../store/acknowledge-attention';
import { createAuditLog } from '../store/audit-log';
import { createFindTimeline, type FindTimeline } from '../store/find-timeline';
import { createMoneyOrders } from '../store/money-orders';
import { createOrderKeys } from '../store/order-keys';
import { LIMITS } from './limits';
import { openQueue } from './open-queue';
import type { ServiceParts } from './service-parts';

/** The services for operators. */
export interface ListServices {
  readonly listOrders: ListOrders;
  readonly readTimeline: FindTimeline;
  readonly acknowledgeOrder: AcknowledgeOrder;
  readonly readAudit: ReadAudit;
  readonly readExport: ReadExport;
  /** Limits concurrent lists. */
  readonly inListQueue: BoundedQueue;
  /** Limits concurrent exports. */
  readonly inExportQueue: BoundedQueue;
}

export function wireLists(
  { connection, clockAndRandom: { now, newId }, metrics }: ServiceParts,
  sources: Pick<ListOrdersDeps, 'findOrder' | 'findOrders' | 'getPayment'>,
  recordAudit: RecordAudit,
): ListServices {
  const listing: ListOrdersDeps = { ...sources, keys: createOrderKeys(connection), now };
  const inListQueue = openQueue('listQueue', 'lists', LIMITS.listQueue, metrics);
  const exporting = { moneyOrders: createMoneyOrders(connection), recordAudit, now };
  const { findOrder } = sources;
  const acknowledging = { findOrder, acknowledgeAttention: createAcknowledgeAttention(connection), now, newId };
  const auditing = { auditLog: createAuditLog(connection), now };
  return {
    listOrders: (filter, page) => inListQueue('list of orders', () => listOrders(listing, filter, page)),
    readTimeline: createFindTimeline(connection),
    acknowledgeOrder: (request, actor) => acknowledgeOrder(acknowledging, request, actor),
    readAudit: (filter, page) => inListQueue('audit log', () => readAudit(auditing, filter, page)),
    readExport: (kind, period, actor) => readExport(exporting, kind, period, actor),
    inListQueue,
    inExportQueue: openQueue('exportQueue', 'exports', LIMITS.exportQueue, metrics),
  };
}
