import { isUnderWay, wasSent, type Cancel, type CancelOnceSent } from './cancel';
import { growthOf, matchCancel, matchSum } from './match-cancel';
import { moveCancel } from './move-cancel';
import { hasMoney, holdsOpenAccount, type ReportedPayment } from '../payment';

/** How long the PG may work on a cancel after the call (§5.1: read the payment, then decide). */
export const DOUBT_MS = 10 * 60_000;

/**
 * How long the history may lag behind the cancelled sum. After this, an accepted cancel is unclear if the sum has grown
 * by enough and no cancellation matches.
 */
export const UNTOLD_MS = 50 * 60_000;

/** How often i'mport may agree to revoke an account that stays open. */
export const MAX_REVOKE_TRIES = 20;

/**
 * Settles an order's cancels by a report of one of its payments: only the report proves that a refund was made. Pure.
 *
 * A cancellation is matched with cancels under way first, then with unclear ones: after an unclear cancel, the shop may
 * have requested the same amount again for the same reason.
 */
export function settleCancels(cancels: readonly Cancel[], reported: ReportedPayment, at: Date): readonly Cancel[] {
  const ofPayment = cancels.flatMap((cancel, index) => (cancel.impUid === reported.impUid ? [{ cancel, index }] : []));
  const underWayFirst = ofPayment.toSorted((a, b) => Number(isUnderWay(b.cancel)) - Number(isUnderWay(a.cancel)));
  return underWayFirst.reduce(
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

/** Adds the `cancellation_id` to a cancel that was settled by the cancelled sum, once the history shows it. */
function identify(cancel: CancelOnceSent, reported: ReportedPayment, cancels: readonly Cancel[]): Cancel {
  const { cancellationId = null } = matchCancel(cancel, reported, cancels) ?? {};
  return cancellationId === null ? cancel : moveCancel(cancel, { why: 'identified', cancellationId });
}

function endOfDoubt(cancel: CancelOnceSent, reported: ReportedPayment): 'doubtOver' | 'historySilent' | null {
  const ageMs = +reported.askedAt - +cancel.sentAt;
  if (cancel.state === 'sent') return ageMs >= DOUBT_MS ? 'doubtOver' : null;
  // A sum that has not grown by enough means that the PG refunds later (§5.1).
  const isUnexplained =
    cancel.state === 'accepted' && ageMs >= UNTOLD_MS && growthOf(cancel, reported) >= cancel.amount;
  return isUnexplained ? 'historySilent' : null;
}

/**
 * A revoked account has the status `failed` (§5.2). A deposit before the revocation ends it, and so does an account
 * that stays open after MAX_REVOKE_TRIES.
 */
function settleRevocation(cancel: Cancel, reported: ReportedPayment, at: Date): Cancel {
  if (cancel.state !== 'requested') return cancel;
  if (reported.status === 'failed') return moveCancel(cancel, { why: 'accountRevoked', at });
  if (hasMoney(reported)) return moveCancel(cancel, { why: 'depositCameFirst', at });
  const staysOpen = holdsOpenAccount(reported) && cancel.tries >= MAX_REVOKE_TRIES;
  return staysOpen ? moveCancel(cancel, { why: 'accountStaysOpen', at }) : cancel;
}
