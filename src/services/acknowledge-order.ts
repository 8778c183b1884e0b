import type { Actor } from '../domain/access-key';
import { reasonOf, type Deed } from '../domain/audit';
import { auditMessages } from '../domain/audit-messages';
import { personalTextsOf, type Order } from '../domain/order';
import { newOutboxEntry } from '../domain/outbox';
import type { AcknowledgeAttention } from '../store/acknowledge-attention';
import type { Orders } from '../store/orders';

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
  readonly findOrder: Orders['findOrder'];
  readonly acknowledgeAttention: AcknowledgeAttention;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Takes an order off the attention list. The same write stores the entry for the audit log. In the reason, what the order
 * holds of the buyer is masked; for a redacted order it is not kept.
 *
 * @returns false where the order has more entries now, or does not exist, or was redacted meanwhile
 * @throws CheckoutError `unavailable`
 */
export async function acknowledgeOrder(
  { findOrder, acknowledgeAttention, now, newId }: AcknowledgeOrderDeps,
  { merchantUid, entries, by, reason }: AcknowledgeRequest,
  actor: Actor,
): Promise<boolean> {
  // Only a reason needs the order: its buyer's values never change, but for a redaction.
  const order = reason === undefined ? undefined : await findOrder(merchantUid);
  if (order === null) return false;
  const at = now();
  const deed = { action: 'acknowledge', merchantUid, ...(order && reason && reasonIn(order, reason)) } as const;
  const messages = auditMessages(actor, deed, at).map((message) => newOutboxEntry(newId(), message, at));
  const whileRedacted = order && { isRedacted: order.redactedAt !== undefined };
  return acknowledgeAttention(merchantUid, { entries, by, at, messages, ...whileRedacted });
}

function reasonIn(order: Order, reason: string): Pick<Deed, 'reason' | 'personal'> {
  return { ...reasonOf(order, reason), personal: personalTextsOf(order) };
}
