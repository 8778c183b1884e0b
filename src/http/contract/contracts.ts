import type { RouteContract } from './route-contract';
import { getAuditContract } from './routes/get-audit-contract';
import { getCompleteContract } from './routes/get-complete-contract';
import { getDocsContract, getDocsFileContract } from './routes/get-docs-contract';
import { getCancelsExportContract, getPaymentsExportContract } from './routes/get-export-contract';
import { getMetricsContract } from './routes/get-metrics-contract';
import { getOpenapiContract } from './routes/get-openapi-contract';
import { getOrderContract } from './routes/get-order-contract';
import { getOrdersContract } from './routes/get-orders-contract';
import { getResendContract } from './routes/get-resend-contract';
import { getTimelineContract } from './routes/get-timeline-contract';
import { aliveContract, readyContract } from './routes/health-contract';
import { patchOrderContract } from './routes/patch-order-contract';
import { postAcceptContract } from './routes/post-accept-contract';
import { postAcknowledgeContract } from './routes/post-acknowledge-contract';
import { postCancelContract } from './routes/post-cancel-contract';
import { postCompleteContract } from './routes/post-complete-contract';
import { postConfirmContract } from './routes/post-confirm-contract';
import { postOrderContract } from './routes/post-order-contract';
import { postRecheckContract } from './routes/post-recheck-contract';
import { postReplayContract } from './routes/post-replay-contract';
import { postResendMessageContract } from './routes/post-resend-message-contract';
import { postResendOrderContract } from './routes/post-resend-order-contract';
import { postResendPeriodContract } from './routes/post-resend-period-contract';
import { postWebhookContract } from './routes/post-webhook-contract';

/**
 * The contract of every route. The running service loads none of it: docs/openapi.json is made from it, and tests hold
 * every answer against it.
 */
export const CONTRACTS: readonly RouteContract[] = [
  postOrderContract,
  getOrdersContract,
  getOrderContract,
  getTimelineContract,
  postRecheckContract,
  patchOrderContract,
  postCancelContract,
  postAcceptContract,
  postAcknowledgeContract,
  getPaymentsExportContract,
  getCancelsExportContract,
  postReplayContract,
  postResendMessageContract,
  postResendOrderContract,
  postResendPeriodContract,
  getResendContract,
  getAuditContract,
  postCompleteContract,
  getCompleteContract,
  postWebhookContract,
  postConfirmContract,
  aliveContract,
  readyContract,
  getMetricsContract,
  getOpenapiContract,
  getDocsContract,
  getDocsFileContract,
];
