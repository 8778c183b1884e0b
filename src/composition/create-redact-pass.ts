import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import { NO_METRICS, type Metrics } from '../metrics/metrics';
import type { RedactOrderDeps } from '../services/redact-order';
import { redactOrders, type RedactionsDone, type RedactOrdersDeps } from '../services/redact-orders';
import { copyAuditOf } from '../services/copy-audit';
import { createAuditLog } from '../store/audit-log';
import { createCursors } from '../store/cursors';
import { createRedactions } from '../store/redactions';
import { createUsers } from '../store/users';
import { auditCopying } from './audit-copying';
import type { ClockAndRandom } from './clock-and-random';
import { LIMITS } from './limits';
import { skipOrders } from './skip-orders';
import type { Pass } from '../workers/worker';

/** Dependencies for the redaction of single orders. */
export function redactionDeps(
  connection: Connection,
  { now, newId }: Pick<ClockAndRandom, 'now' | 'newId'>,
): RedactOrderDeps {
  const users = createUsers(connection);
  const copying = auditCopying(connection);
  return {
    redactions: createRedactions(connection),
    forgetAccount: (customerId, merchantUid) => users.forgetAccount(customerId, merchantUid),
    forgetReasons: createAuditLog(connection).forgetReasons,
    copyAudit: (merchantUid) => copyAuditOf(copying, merchantUid),
    now,
    newId,
    obstacleMs: LIMITS.redactObstacleMs,
  };
}

/** Creates the pass that removes personal values. */
export function createRedactPass(
  connection: Connection,
  { retainMs }: Pick<CheckoutConfig, 'retainMs'>,
  logger: Logger,
  clock: Pick<ClockAndRandom, 'now' | 'newId'>,
  metrics: Metrics = NO_METRICS,
): Pass {
  const deps: RedactOrdersDeps = {
    ...redactionDeps(connection, clock),
    cursors: createCursors(connection),
    retainMs,
    leaseMs: LIMITS.redactLeaseMs,
    lagMs: LIMITS.redactLagMs,
    batchSize: LIMITS.redactBatchSize,
    skipPoisonOrders: skipOrders('redact', logger, metrics),
    onDone: (done) => logDone(logger, done),
  };
  return (signal) => redactOrders(deps, signal);
}

function logDone(logger: Logger, { redacted, waiting, asked, firstAsked }: RedactionsDone): void {
  if (redacted > 0) logger.info({ redacted, waiting }, 'personal values removed');
  const first = firstAsked && { merchant_uid: firstAsked.merchantUid, asked_at: firstAsked.at, for: firstAsked.for };
  if (waiting > 0) logger.info({ waiting, asked, ...first }, 'removal of personal values waits');
}
