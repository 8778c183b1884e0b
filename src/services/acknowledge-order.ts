import type { Actor } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import { newOutboxEntry } from '../domain/outbox';
import type { AcknowledgeAttention } from '../store/acknowledge-attention';

/** What a person has seen of an order. Only its shape has been checked. */
export interface AcknowledgeRequest {
  readonly merchantUid: string;
  /** The number of attention entries. */
  readonly entries: number;
  /** As the shop names the person; null if it does not. */
  readonly by: string | null;
  /** A note on what was done. @default none */
  readonly reason?: string;
}

/** The service with its dependencies bound. */
export type AcknowledgeOrder = (request: AcknowledgeRequest, actor: Actor) => Promise<boolean>;

export interface AcknowledgeOrderDeps {
  readonly acknowledgeAttention: AcknowledgeAttention;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Takes an order off the attention list. The same write stores the entry for the audit log.
 *
 * @returns false where the order has more entries now, or does not exist
 * @throws CheckoutError `unavailable`
 */
export async function acknowledgeOrder(
  { acknowledgeAttention, now, newId }: AcknowledgeOrderDeps,
  { merchantUid, entries, by, reason }: AcknowledgeRequest,
  actor: Actor,
): Promise<boolean> {
  const at = now();
  const deed = { action: 'acknowledge', merchantUid, ...(reason !== undefined && { reason }) } as const;
  const messages = auditMessages(actor, deed, at).map((message) => newOutboxEntry(newId(), message, at));
  return acknowledgeAttention(merchantUid, { entries, by, at, messages });
}
