import type { AuditLog } from '../store/audit-log';
import type { WaitingAudit, WaitingAudits } from '../store/waiting-audit';

export interface CopyAuditDeps {
  readonly waiting: WaitingAudits;
  readonly auditLog: Pick<AuditLog, 'addAll'>;
}

export interface CopyDueAuditDeps extends CopyAuditDeps {
  readonly now: () => Date;
  /** The most orders of one batch. */
  readonly batchSize: number;
  /** Copies each due entry by itself, with its tries, and its end as a dead letter. */
  readonly copyAlone: (signal: AbortSignal) => Promise<unknown>;
  /** Called after each batch. */
  readonly onCopied: (entries: number) => void;
}

/**
 * Copies a batch of waiting entries of orders into the audit log by one write, and takes them out of their orders by another.
 * An entry is in the log once by its id: after a crash in between, and beside another instance, it is copied again in vain.
 *
 * @throws CheckoutError `unavailable`; the entries wait then
 */
export async function copyDueAudit(deps: CopyDueAuditDeps, signal: AbortSignal): Promise<{ readonly more: boolean }> {
  const { waiting, batchSize, copyAlone, onCopied } = deps;
  const found = await waiting.due(deps.now(), batchSize);
  if (found.length === 0) return { more: false };
  const { copied, isWhole } = await copy(deps, found);
  onCopied(copied);
  // An entry that the database refuses must not be tried without end, and must not hold up the others.
  if (!isWhole) await copyAlone(signal);
  return { more: found.length === batchSize && !signal.aborted };
}

/** Copies the waiting entries of one order. @throws CheckoutError `unavailable` */
export async function copyAuditOf(deps: CopyAuditDeps, merchantUid: string): Promise<void> {
  await copy(deps, [await deps.waiting.ofOrder(merchantUid)]);
}

async function copy(
  { auditLog, waiting }: CopyAuditDeps,
  found: readonly WaitingAudit[],
): Promise<{ readonly copied: number; readonly isWhole: boolean }> {
  const refused = await auditLog.addAll(found.flatMap(({ records }) => records));
  const whole = found.filter(({ records }) => records.every(({ id }) => !refused.has(id)));
  await waiting.remove(whole);
  return { copied: whole.flatMap(({ records }) => records).length, isWhole: refused.size === 0 };
}
