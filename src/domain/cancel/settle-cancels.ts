import { isUnderWay, wasSent, type Cancel, type CancelOnceSent } from './cancel';
import { growthOf, matchCancel, matchSum } from './match-cancel';
import { moveCancel } from './move-cancel';
import { hasMoney, holdsOpenAccount, type ReportedPayment } from '../payment';

/** So long the PG may still be at it after the call (§5.1: read, and only then decide). */
export const DOUBT_MS = 10 * 60_000;

/**
 * So long a history may be behind the sum: where something was cancelled, enough for an agreed cancel, and it cannot be
 * told what, a person is told within the hour.
 */
export const UNTOLD_MS = 50 * 60_000;

/** So often i'mport may agree to revoke an account that then stays open. */
export const MAX_REVOKE_TRIES = 20;

/**
 * What an order's cancels become by a report of one of its payments: the report alone tells what was carried out.
 *
 * What shows is first taken for a cancel that is under way, then for one that was given up as unclear: the shop may
 * have asked for the same sum again, for the same reason.
 */
export function settleCancels(cancels: readonly Cancel[], reported: ReportedPayment, at: Date): readonly Cancel[] {
  const ofPayment = cancels.flatMap((cancel, index) => (cancel.impUid === reported.impUid ? [{ cancel, index }] : []));
  const inTurn = ofPayment.toSorted((a, b) => Number(isUnderWay(b.cancel)) - Number(isUnderWay(a.cancel)));
  return inTurn.reduce(
    (settled, { cancel, index }) => settled.with(index, settle(cancel, reported, settled, at)),
    cancels,
  );
}

function settle(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  if (cancel.kind === 'revoke') return settleRevocation(cancel, reported, at);
  return wasSent(cancel) ? settleRefund(cancel, reported, cancels, at) : cancel;
}

function settleRefund(cancel: CancelOnceSent, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  if (cancel.state === 'refused') return cancel;
  if (cancel.state === 'done') return cancel.cancellationId === null ? identify(cancel, reported, cancels) : cancel;
  const cancellation = matchCancel(cancel, reported, cancels) ?? matchSum(cancel, reported, cancels);
  if (cancellation !== null) {
    return moveCancel(cancel, { why: 'shown', at, cancellationId: cancellation.cancellationId });
  }
  const why = endOfDoubt(cancel, reported);
  return why === null ? cancel : moveCancel(cancel, { why, at });
}

/** What was settled by the sum alone learns i'mport's id, should the history show it later. */
function identify(cancel: CancelOnceSent, reported: ReportedPayment, cancels: readonly Cancel[]): Cancel {
  const { cancellationId = null } = matchCancel(cancel, reported, cancels) ?? {};
  return cancellationId === null ? cancel : moveCancel(cancel, { why: 'identified', cancellationId });
}

function endOfDoubt(cancel: CancelOnceSent, reported: ReportedPayment): 'doubtOver' | 'historySilent' | null {
  const ageMs = +reported.askedAt - +cancel.sentAt;
  if (cancel.state === 'sent') return ageMs >= DOUBT_MS ? 'doubtOver' : null;
  // A sum that has not grown enough means that the PG refunds later (§5.1).
  const isUntold = cancel.state === 'accepted' && ageMs >= UNTOLD_MS && growthOf(cancel, reported) >= cancel.amount;
  return isUntold ? 'historySilent' : null;
}

/** A revoked account shows as `failed` (§5.2); a deposit that came first has won. One that stays open is given up. */
function settleRevocation(cancel: Cancel, reported: ReportedPayment, at: Date): Cancel {
  if (cancel.state !== 'requested') return cancel;
  if (reported.status === 'failed') return moveCancel(cancel, { why: 'accountRevoked', at });
  if (hasMoney(reported)) return moveCancel(cancel, { why: 'depositCameFirst', at });
  const isInVain = holdsOpenAccount(reported) && cancel.tries >= MAX_REVOKE_TRIES;
  return isInVain ? moveCancel(cancel, { why: 'accountStaysOpen', at }) : cancel;
}
