import type { RouteContract } from './route-contract';
import { getComplete } from './routes/get-complete';
import { getDocs, getDocsFile } from './routes/get-docs';
import { getCancelsExport, getPaymentsExport } from './routes/get-export';
import { getMetrics } from './routes/get-metrics';
import { getOpenapi } from './routes/get-openapi';
import { getOrder } from './routes/get-order';
import { getTimeline } from './routes/get-timeline';
import { postRecheck } from './routes/post-recheck';
import { getOrders } from './routes/get-orders';
import { alive, ready } from './routes/health';
import { patchOrder } from './routes/patch-order';
import { postAccept } from './routes/post-accept';
import { postAcknowledge } from './routes/post-acknowledge';
import { postCancel } from './routes/post-cancel';
import { postComplete } from './routes/post-complete';
import { postConfirm } from './routes/post-confirm';
import { postOrder } from './routes/post-order';
import { postReplay } from './routes/post-replay';
import { postWebhook } from './routes/post-webhook';

/**
 * The contract of every route. The running service loads none of it: docs/openapi.json is made from it, and tests hold
 * every answer against it.
 */
export const CONTRACTS: readonly RouteContract[] = [
  postOrder,
  getOrders,
  getOrder,
  getTimeline,
  postRecheck,
  patchOrder,
  postCancel,
  postAccept,
  postAcknowledge,
  getPaymentsExport,
  getCancelsExport,
  postReplay,
  postComplete,
  getComplete,
  postWebhook,
  postConfirm,
  alive,
  ready,
  getMetrics,
  getOpenapi,
  getDocs,
  getDocsFile,
];
