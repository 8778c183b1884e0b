import type { ResendProgress } from '../domain/plan-resend';
import type { ResendAnswer } from './contract/resend-answer';

/** A resend of a period in the shop's API. */
export function toResendAnswer({
  requestId,
  from,
  to,
  requestedAt,
  endedAt,
  orders,
  messages,
}: ResendProgress): ResendAnswer {
  return {
    request_id: requestId,
    from: from.toISOString(),
    to: to.toISOString(),
    requested_at: requestedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    orders,
    messages,
  };
}
