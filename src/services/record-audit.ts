import type { Actor } from '../domain/access-key';
import { auditEntry, type Deed } from '../domain/audit';
import type { AuditLog } from '../store/audit-log';

/**
 * Records what changes no order by a write of its own: an export, a recheck, a replay, a sign-in, a refused request. It is
 * called before the work is done, which is not done where it throws.
 *
 * @throws CheckoutError `unavailable`
 */
export type RecordAudit = (actor: Actor, deed: Deed) => Promise<void>;

export interface RecordAuditDeps {
  readonly auditLog: Pick<AuditLog, 'add'>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Creates the function that records. */
export function createRecordAudit({ auditLog, newId, now }: RecordAuditDeps): RecordAudit {
  return (actor, deed) => auditLog.add(newId(), auditEntry(actor, deed, now()));
}
