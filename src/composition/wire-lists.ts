import type { BoundedQueue } from '../lib/create-bounded-queue';
import { listOrders, type ListOrders, type ListOrdersDeps } from '../services/list-orders';
import { readExport, type ReadExport } from '../services/read-export';
import { createAcknowledgeAttention } from '../store/acknowledge-attention';
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
  readonly acknowledgeAttention: (merchantUid: string, entries: number, by: string | null) => Promise<boolean>;
  readonly readExport: ReadExport;
  /** Limits concurrent exports. */
  readonly inExportQueue: BoundedQueue;
}

export function wireLists(
  { connection, clockAndRandom: { now }, metrics }: ServiceParts,
  sources: Pick<ListOrdersDeps, 'findOrder' | 'findOrders' | 'getPayment'>,
): ListServices {
  const listing: ListOrdersDeps = { ...sources, keys: createOrderKeys(connection), now };
  const inListQueue = openQueue('listQueue', 'lists', LIMITS.listQueue, metrics);
  const exporting = { moneyOrders: createMoneyOrders(connection), now };
  const acknowledge = createAcknowledgeAttention(connection);
  return {
    listOrders: (filter, page) => inListQueue('list of orders', () => listOrders(listing, filter, page)),
    readTimeline: createFindTimeline(connection),
    acknowledgeAttention: (merchantUid, entries, by) => acknowledge(merchantUid, { entries, by, at: now() }),
    readExport: (kind, period) => readExport(exporting, kind, period),
    inExportQueue: openQueue('exportQueue', 'exports', LIMITS.exportQueue, metrics),
  };
}
