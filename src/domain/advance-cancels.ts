import { endCancel, isUnderWay, type Cancel } from './cancel';
import { growthOf, matchCancel, matchSum } from './match-cancel';
import { hasMoney, holdsOpenAccount, type ReportedPayment } from './payment';

/** So long the PG may still be at it after the call (§5.1: read, and only then decide). */
export const DOUBT_MS = 10 * 60_000;

/**
 * So long a history may be behind the sum: where something was cancelled, enough for an agreed cancel, and it cannot be
 * told what, a person is told within the hour.
 */
export const UNTOLD_MS = 50 * 60_000;

/** The one refusal of a revocation that nobody has to look at: what came in is judged by itself. */
export const DEPOSIT_CAME_FIRST = 'the deposit came first';

/** The one refusal that a setting mends. */
export const REVOKE_KEY_MISSING =
  'KG Inicis revokes accounts only with its API key: set INICIS_API_KEY, then revoke it anew';

/** So often i'mport may agree to revoke an account that then stays open. */
export const MAX_REVOKE_TRIES = 20;

/**
 * What an order's cancels become by a report of one of its payments: the report alone tells what was carried out.
 *
 * What shows is first taken for a cancel that is under way, then for one that was given up as unclear: the shop may have
 * asked for the same sum again, for the same reason.
 */
export function advanceCancels(cancels: readonly Cancel[], reported: ReportedPayment, at: Date): readonly Cancel[] {
  const ofPayment = cancels.flatMap((cancel, index) => (cancel.impUid === reported.impUid ? [{ cancel, index }] : []));
  const inTurn = ofPayment.toSorted((a, b) => Number(isUnderWay(b.cancel)) - Number(isUnderWay(a.cancel)));
  return inTurn.reduce(
    (advanced, { cancel, index }) => advanced.with(index, advance(cancel, reported, advanced, at)),
    cancels,
  );
}

function advance(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  return cancel.kind === 'revoke' ? advanceRevoke(cancel, reported, at) : advanceMoney(cancel, reported, cancels, at);
}

function advanceMoney(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  if (cancel.state === 'done') return withId(cancel, reported, cancels);
  if (cancel.state !== 'sent' && cancel.state !== 'accepted' && cancel.state !== 'unclear') return cancel;
  const cancellation = matchCancel(cancel, reported, cancels) ?? matchSum(cancel, reported, cancels);
  if (cancellation !== null) return endCancel(cancel, 'done', at, { cancellationId: cancellation.cancellationId });
  return isDoubtOver(cancel, reported) ? endCancel(cancel, 'unclear', at) : cancel;
}

/** What was settled by the sum alone learns i'mport's id, should the history show it later. */
function withId(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[]): Cancel {
  if (cancel.cancellationId !== null) return cancel;
  const { cancellationId = null } = matchCancel({ ...cancel, state: 'accepted' }, reported, cancels) ?? {};
  return cancellationId === null ? cancel : { ...cancel, cancellationId };
}

function isDoubtOver(cancel: Cancel, reported: ReportedPayment): boolean {
  if (cancel.sentAt === null) return false;
  const ageMs = +reported.askedAt - +cancel.sentAt;
  if (cancel.state === 'sent') return ageMs >= DOUBT_MS;
  // A sum that has not grown enough means that the PG refunds later (§5.1).
  return cancel.state === 'accepted' && ageMs >= UNTOLD_MS && growthOf(cancel, reported) >= cancel.amount;
}

/** A revoked account shows as `failed` (§5.2); a deposit that came first has won. One that stays open is given up. */
function advanceRevoke(cancel: Cancel, reported: ReportedPayment, at: Date): Cancel {
  if (cancel.state !== 'requested') return cancel;
  if (reported.status === 'failed') return endCancel(cancel, 'done', at);
  if (hasMoney(reported)) return endCancel(cancel, 'refused', at, { answer: DEPOSIT_CAME_FIRST });
  const isInVain = holdsOpenAccount(reported) && cancel.tries >= MAX_REVOKE_TRIES;
  return isInVain ? endCancel(cancel, 'refused', at, { answer: 'the account stays open' }) : cancel;
}
