import { cancellationIdOf, isUnderWay, wasSent, type Cancel, type RefusedCancel } from '../domain/cancel/cancel';
import { toDecimal } from '../domain/money';
import type { CancelAnswer } from './contract/cancel-answer';

/** A cancel in the shop's API, without the refund account. */
export function toCancelAnswer(cancel: Cancel): CancelAnswer {
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
    sent_at: wasSent(cancel) ? cancel.sentAt.toISOString() : null,
    ended_at: isUnderWay(cancel) ? null : cancel.endedAt.toISOString(),
    cancellation_id: cancellationIdOf(cancel),
    answer: cancel.state === 'refused' ? answerOf(cancel) : null,
  };
}

/** Texts of the refusals for which i'mport gave no text. */
const ANSWERS: Readonly<Record<Exclude<RefusedCancel['why'], 'gatewayRefused'>, string>> = {
  balanceTooLow: 'less is left than was to be cancelled',
  paymentNotShown: 'i’mport does not show the payment; nothing was sent',
  depositCameFirst: 'the deposit came first',
  accountStaysOpen: 'the account stays open',
  revokeKeyMissing: 'KG Inicis revokes accounts only with its API key: set INICIS_API_KEY, then revoke it anew',
};

function answerOf(refused: RefusedCancel): string {
  return refused.why === 'gatewayRefused' ? refused.gatewayText : ANSWERS[refused.why];
}
