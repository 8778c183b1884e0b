import type { Cancel } from '../domain/cancel';
import { toDecimal } from '../domain/money';

/** A cancel as the shop's server reads it; of a refund account nothing is said. */
export function cancelFields(cancel: Cancel): Record<string, unknown> {
  return {
    request_id: cancel.id,
    kind: cancel.kind,
    cause: cancel.cause,
    imp_uid: cancel.impUid,
    status: cancel.state,
    amount: toDecimal(cancel.amount, cancel.currency),
    currency: cancel.currency,
    reason: cancel.reason,
    requested_at: cancel.requestedAt.toISOString(),
    sent_at: cancel.sentAt?.toISOString() ?? null,
    ended_at: cancel.endedAt?.toISOString() ?? null,
    cancellation_id: cancel.cancellationId,
    answer: cancel.answer,
  };
}
