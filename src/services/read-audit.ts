import type { AuditRecord } from '../domain/audit';
import type { Period } from '../domain/order-filter';
import type { AuditLog, AuditPlace } from '../store/audit-log';
import { newestInPart } from './newest-keys';

export interface ReadAuditDeps {
  readonly auditLog: Pick<AuditLog, 'between' | 'sameMoment'>;
  readonly now: () => Date;
}

/** Which entries to read. Null takes those of all actors. */
export interface AuditFilter {
  readonly actor: string | null;
  readonly period: Period;
}

/** A page; `next` is where the next one begins, null on the last one. */
export interface AuditPage {
  readonly entries: readonly AuditRecord[];
  readonly next: AuditPlace | null;
}

/** The service with its dependencies bound. */
export type ReadAudit = (
  filter: AuditFilter,
  page: { readonly after: AuditPlace | null; readonly limit: number },
) => Promise<AuditPage>;

/** Reads the audit log, the newest entry first. @throws CheckoutError `unavailable` */
export async function readAudit(
  { auditLog, now }: ReadAuditDeps,
  { actor, period }: AuditFilter,
  { after, limit }: Parameters<ReadAudit>[1],
): Promise<AuditPage> {
  // One more than needed, to know whether more follow.
  const found = await newestInPart(auditLog, actor, { period, after, now: now() }, limit + 1);
  const entries = found.slice(0, limit);
  return { entries, next: found.length > limit ? (entries.at(-1) ?? null) : null };
}
