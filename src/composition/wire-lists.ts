import type { Connection } from 'mongoose';
import type { AppDeps } from '../http/create-app';
import { listOrders, type ListOrdersDeps } from '../services/list-orders';
import { readExport } from '../services/read-export';
import { createAcknowledgeAttention } from '../store/acknowledge-attention';
import { createFindTimeline } from '../store/find-timeline';
import { createMoneyOrders } from '../store/money-orders';
import { createOrderKeys } from '../store/order-keys';
import type { ClockAndRandom } from './clock-and-random';
import { LIMITS } from './limits';
import type { Metrics } from '../metrics/metrics';
import { openQueue } from './open-queue';

/** The services for operators. */
export type ListServices = Pick<
  AppDeps,
  'listOrders' | 'readExport' | 'inExportQueue' | 'exportStallMs' | 'readTimeline' | 'acknowledgeAttention'
>;

export function wireLists(
  connection: Connection,
  sources: Pick<ListOrdersDeps, 'findOrder' | 'findOrders' | 'getPayment'>,
  { now }: ClockAndRandom,
  metrics: Metrics,
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
    exportStallMs: LIMITS.exportStallMs,
  };
}
