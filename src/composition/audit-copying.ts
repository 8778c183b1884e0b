import type { Connection } from 'mongoose';
import type { CopyAuditDeps } from '../services/copy-audit';
import { createAuditLog } from '../store/audit-log';
import { createWaitingAudits } from '../store/waiting-audit';

/** What copies entries of orders into the audit log. */
export function auditCopying(connection: Connection): CopyAuditDeps {
  return { waiting: createWaitingAudits(connection), auditLog: createAuditLog(connection) };
}
