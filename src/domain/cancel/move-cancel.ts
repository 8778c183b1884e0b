import {
  isUnderWay,
  wasSent,
  type Cancel,
  type CancelBaseline,
  type CancelRequester,
  type CancelTerms,
  type RefundAccount,
  type RequestedCancel,
  type Sending,
} from './cancel';
import { INITIAL_CANCEL_STATE, nextCancelState, type CancelReason } from './cancel-state';
import type { Amount } from '../money';

type Later<Why extends CancelReason> = Why extends CancelReason
  ? { readonly why: Why; readonly tries: number; readonly dueAt: Date }
  : never;
type Plain<Why extends CancelReason> = Why extends CancelReason ? { readonly why: Why; readonly at: Date } : never;

/** Transitions that carry more than the time. */
type MoveWithFacts =
  | {
      readonly why: 'turnCame';
      readonly at: Date;
      readonly amount: Amount;
      readonly requester?: CancelRequester;
      readonly baseline: CancelBaseline;
      readonly dueAt: Date;
    }
  | Later<'postponed' | 'notSent' | 'notShownYet' | 'delayed'>
  | { readonly why: 'agreed'; readonly dueAt: Date }
  | { readonly why: 'shown'; readonly at: Date; readonly cancellationId: string | null }
  | { readonly why: 'identified'; readonly cancellationId: string }
  | { readonly why: 'gatewayRefused'; readonly at: Date; readonly gatewayText: string };

/** The reason of a transition, with its data. */
export type CancelMove = MoveWithFacts | Plain<Exclude<CancelReason, MoveWithFacts['why']>>;

/** A new cancel in its initial state. */
export function recordCancel(
  terms: CancelTerms,
  { refund, dueAt }: { readonly refund: RefundAccount | null; readonly dueAt: Date },
): RequestedCancel {
  return { ...terms, state: INITIAL_CANCEL_STATE, why: 'recorded', refund, dueAt, tries: 0 };
}

/**
 * Moves a cancel by a reason of CANCEL_TRANSITIONS. This function alone changes a cancel's state. It removes fields
 * that do not belong to the new state, such as the refund account of an ended cancel.
 *
 * @throws Error if the table has no such transition
 */
export function moveCancel(cancel: Cancel, move: CancelMove): Cancel {
  const { kind, state } = cancel;
  if (nextCancelState(kind, state, move.why) === undefined) {
    throw new Error(`A cancel (${kind}) that is ${state} cannot move by ${move.why}.`);
  }
  const terms = termsOf(cancel);
  switch (move.why) {
    case 'turnCame': {
      const { at: sentAt, ...facts } = move;
      return { ...terms, kind: 'cancel', ...facts, state: 'sent', refund: refundOf(cancel), sentAt, tries: 0 };
    }
    case 'postponed':
    case 'notSent':
      return { ...terms, ...move, state: 'requested', refund: refundOf(cancel) };
    case 'notShownYet':
      return {
        ...terms,
        ...sendingOf(cancel),
        ...move,
        state: state === 'sent' ? state : 'accepted',
        refund: refundOf(cancel),
      };
    case 'delayed':
      return { ...terms, ...sendingOf(cancel), ...move, state: 'accepted', refund: refundOf(cancel) };
    case 'agreed':
      return { ...terms, ...sendingOf(cancel), ...move, state: 'accepted', refund: refundOf(cancel), tries: 0 };
    case 'accountRevoked':
      return { ...terms, kind: 'revoke', state: 'done', why: move.why, endedAt: move.at };
    case 'shown': {
      const { why, at: endedAt, cancellationId } = move;
      return { ...terms, ...sendingOf(cancel), state: 'done', why, endedAt, cancellationId };
    }
    case 'identified':
      return { ...terms, ...sendingOf(cancel), ...move, state: 'done', endedAt: endOf(cancel) };
    case 'gatewayRefused': {
      const { why, at: endedAt, gatewayText } = move;
      const sending = wasSent(cancel) ? withoutIds(sendingOf(cancel)) : {};
      return { ...terms, ...sending, state: 'refused', why, endedAt, gatewayText };
    }
    case 'balanceTooLow':
    case 'paymentNotShown':
    case 'depositCameFirst':
    case 'accountStaysOpen':
    case 'revokeKeyMissing':
      return { ...terms, state: 'refused', why: move.why, endedAt: move.at };
    case 'doubtOver':
    case 'outcomeNotShown':
    case 'historySilent':
    case 'waitedTooLong':
      return { ...terms, ...sendingOf(cancel), state: 'unclear', why: move.why, endedAt: move.at };
    case 'noLongerWanted':
      return { ...terms, state: 'dropped', why: move.why, endedAt: move.at };
  }
}

function termsOf(cancel: Cancel): CancelTerms {
  const { id, kind, cause, impUid, amount, currency, all, taxFree, vatAmount, reason, fingerprint, requestedAt } =
    cancel;
  const { retainPromotion, requester } = cancel;
  return {
    id,
    kind,
    cause,
    impUid,
    amount,
    currency,
    all,
    taxFree,
    vatAmount,
    ...(retainPromotion !== undefined && { retainPromotion }),
    ...(requester !== undefined && { requester }),
    reason,
    fingerprint,
    requestedAt,
  };
}

/** The refund account; null if the cancel ended before i'mport's answer arrived, which erased it. */
function refundOf(cancel: Cancel): RefundAccount | null {
  return isUnderWay(cancel) ? cancel.refund : null;
}

function sendingOf(cancel: Cancel): Sending {
  if (!wasSent(cancel)) throw new Error(`A cancel that is ${cancel.state} was not sent.`);
  const { kind, sentAt, baseline } = cancel;
  return { kind, sentAt, baseline };
}

/** A refused cancel is matched with no cancellation any more. */
function withoutIds(sending: Sending): Sending {
  return { ...sending, baseline: { ...sending.baseline, cancellationIds: [] } };
}

function endOf(cancel: Cancel): Date {
  if (isUnderWay(cancel)) throw new Error(`A cancel that is ${cancel.state} has not ended.`);
  return cancel.endedAt;
}
