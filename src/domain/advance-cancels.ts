import { endCancel, type Cancel } from './cancel';
import { matchCancel } from './match-cancel';
import { hasMoney, type ReportedPayment } from './payment';

/** So long the PG may still be at it after the call (§5.1: read, and only then decide). */
export const DOUBT_MS = 10 * 60_000;

/** What an order's cancels become by a report of one of its payments: the report alone tells what was carried out. */
export function advanceCancels(cancels: readonly Cancel[], reported: ReportedPayment, at: Date): readonly Cancel[] {
  return cancels.reduce(
    (advanced, cancel, index) =>
      cancel.impUid === reported.impUid ? advanced.with(index, advance(cancel, reported, advanced, at)) : advanced,
    cancels,
  );
}

function advance(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  return cancel.kind === 'revoke' ? advanceRevoke(cancel, reported, at) : advanceMoney(cancel, reported, cancels, at);
}

function advanceMoney(cancel: Cancel, reported: ReportedPayment, cancels: readonly Cancel[], at: Date): Cancel {
  if (cancel.state !== 'sent' && cancel.state !== 'accepted' && cancel.state !== 'unclear') return cancel;
  const cancellation = matchCancel(cancel, reported, cancels);
  if (cancellation !== null) return endCancel(cancel, 'done', at, { cancellationId: cancellation.cancellationId });
  const isDoubtOver =
    cancel.state === 'sent' && cancel.sentAt !== null && +reported.askedAt >= +cancel.sentAt + DOUBT_MS;
  return isDoubtOver ? endCancel(cancel, 'unclear', at) : cancel;
}

/** A revoked account shows as `failed` (§5.2); a deposit that came first has won. */
function advanceRevoke(cancel: Cancel, reported: ReportedPayment, at: Date): Cancel {
  if (cancel.state !== 'requested') return cancel;
  if (reported.status === 'failed') return endCancel(cancel, 'done', at);
  return hasMoney(reported) ? endCancel(cancel, 'refused', at, { answer: 'the deposit came first' }) : cancel;
}
