import type { AuditRecord } from './audit';
import type { LogEntry } from './log-entry';
import type { Order } from './order';
import type { OutboxEntry } from './outbox';

/** The entries of the audit log that a timeline has. */
export const MAX_TIMELINE_AUDIT = 200;

/** All that an order holds of what happened to it. */
export interface Timeline {
  readonly order: Order;
  readonly log: readonly LogEntry[];
  readonly outbox: readonly OutboxEntry[];
  /** The newest entries of the audit log about it, up to MAX_TIMELINE_AUDIT. */
  readonly audit: readonly AuditRecord[];
}
