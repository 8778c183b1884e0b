import type { AuditRecord } from '../domain/audit';
import type { AuditAnswer } from './contract/audit-answer';

/** An entry of the audit log in the API. */
export function toAuditAnswer(record: AuditRecord): AuditAnswer {
  const { id, at, action, actor, operator, merchantUid, reason, details } = record;
  return { id, at: at.toISOString(), action, actor, operator, merchant_uid: merchantUid, reason, details };
}
