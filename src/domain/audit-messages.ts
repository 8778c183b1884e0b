import type { Actor } from './access-key';
import { auditEntry, type Deed } from './audit';
import type { OutboxMessage } from './outbox';

/**
 * The message of a change to the audit log: it belongs into the same write as the change. None for a change that nobody with a
 * key asked for.
 */
export function auditMessages(actor: Actor | null, deed: Deed, at: Date): readonly OutboxMessage[] {
  return actor === null ? [] : [{ channel: 'audit', entry: auditEntry(actor, deed, at) }];
}
