import { cancellationIdOf, type Cancel, type CancelOnceSent } from './cancel';
import { CLOCK_SKEW_MS } from '../deadlines';
import type { Cancellation, ReportedPayment } from '../payment';

/**
 * Finds in a payment's history the cancellation that a cancel of ours has become; null where it does not show.
 *
 * There is no key by which i'mport would tell (§5.1), so all of it must fit: the cancelled sum has grown by at least
 * our amount, and a cancellation that was not there before, is nobody else's, is not older than the call and is of
 * equal amount gives our reason. Once i'mport has agreed (`accepted`, `done`), neither a PG's other wording nor its
 * clock counts.
 *
 * @param cancels all of the order's, whose own cancellations are not to be taken twice
 */
export function matchCancel(
  cancel: CancelOnceSent,
  payment: Pick<ReportedPayment, 'cancelAmount' | 'cancellations'>,
  cancels: readonly Cancel[],
): Cancellation | null {
  if (payment.cancelAmount === null || growthOf(cancel, payment) < cancel.amount) return null;
  const earliest = cancel.sentAt.getTime() - CLOCK_SKEW_MS;
  const isAgreed = cancel.state === 'accepted' || cancel.state === 'done';
  const fresh = notTaken(cancel, payment.cancellations, cancels).filter(({ cancellationId, cancelledAt }) =>
    cancelledAt === null || (isAgreed && cancellationId !== null)
      ? cancellationId !== null
      : cancelledAt.getTime() >= earliest,
  );
  const ours = fresh.find(({ reason }) => reason?.trim() === cancel.reason.trim());
  if (ours !== undefined || !isAgreed) return ours ?? null;
  return fresh[0] ?? null;
}

/**
 * Whether a cancel that i'mport agreed to shows in the cancelled sum alone: it has grown by exactly our amount, and
 * nothing else can explain that. A history need not be there (§2.3), and may show what a buyer really got of a
 * promotion.
 *
 * @returns the one new entry of the history, if there is one; null where the sum does not settle it
 */
export function matchSum(
  cancel: CancelOnceSent,
  payment: Pick<ReportedPayment, 'cancelAmount' | 'cancellations'>,
  cancels: readonly Cancel[],
): Pick<Cancellation, 'cancellationId'> | null {
  if (cancel.state !== 'accepted' || growthOf(cancel, payment) !== cancel.amount) return null;
  const others = cancels.filter(
    ({ impUid, kind, id }) => impUid === cancel.impUid && kind === 'cancel' && id !== cancel.id,
  );
  if (others.some(({ state, amount }) => state === 'unclear' && amount <= cancel.amount)) return null;
  const taken = new Set([...cancel.baseline.cancellationIds, ...others.map(cancellationIdOf)]);
  const fresh = payment.cancellations.filter(
    ({ cancellationId }) => cancellationId !== null && !taken.has(cancellationId),
  );
  return fresh.length > 1 ? null : (fresh[0] ?? { cancellationId: null });
}

/** By how much the cancelled sum has grown since a cancel was sent; 0 where that cannot be said. */
export function growthOf(
  { baseline }: CancelOnceSent,
  { cancelAmount }: Pick<ReportedPayment, 'cancelAmount'>,
): number {
  return cancelAmount === null ? 0 : cancelAmount - baseline.cancelAmount;
}

/**
 * Those of equal amount that nobody has a claim to. One without an id is as good as any other, and is taken once, too.
 */
function notTaken(
  cancel: CancelOnceSent,
  cancellations: readonly Cancellation[],
  cancels: readonly Cancel[],
): readonly Cancellation[] {
  const alike = cancellations.filter(({ amount }) => amount === cancel.amount);
  const taken = new Set([...cancel.baseline.cancellationIds, ...cancels.map(cancellationIdOf)]);
  const named = alike.filter(({ cancellationId }) => cancellationId !== null && !taken.has(cancellationId));
  const takenUnnamed = cancels.filter(
    (other) =>
      other.impUid === cancel.impUid &&
      other.amount === cancel.amount &&
      other.state === 'done' &&
      cancellationIdOf(other) === null,
  );
  const unnamed = alike.filter(({ cancellationId }) => cancellationId === null);
  return [...named, ...unnamed.slice(takenUnnamed.length)];
}
