import type { Logger } from 'pino';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory';
import type { OnRefused } from '../http/require-key';
import { takePoint } from '../lib/take-point';
import type { RecordAudit } from '../services/record-audit';
import { LIMITS } from './limits';

/** Records refused requests in the audit log, so many of each actor: a flood of them must not fill the database. */
export function createAuditRefused(recordAudit: RecordAudit, logger: Logger): OnRefused {
  const { points, durationS } = LIMITS.auditedRefusals;
  const limiter = new RateLimiterMemory({ points, duration: durationS });
  return async ({ actor, route, scope }) => {
    try {
      if (!(await takePoint(limiter, actor.name))) return;
      await recordAudit(actor, { action: 'refused', details: { route, ...(scope !== null && { scope }) } });
    } catch (err) {
      logger.error({ err, actor: actor.name }, 'audit entry not written');
    }
  };
}
