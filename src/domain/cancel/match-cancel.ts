import { cancellationIdOf, type Cancel, type CancelOnceSent } from './cancel';
import { CLOCK_SKEW_MS } from '../deadlines';
import type { Cancellation, ReportedPayment } from '../payment';

/**
 * Finds the cancellation in a payment's history that belongs to a cancel of this service; null if there is none.
 *
 * i'mport has no idempotency key for cancels (§5.1), so all of this must match: the cancelled sum has grown by at least
 * the amount; the cancellation is new, belongs to no other cancel, is not older than the call, and has the same amount
 * and reason. Once i'mport has agreed (`accepted`, `done`), another reason text or an earlier time does not matter.
 *
 * @param cancels all cancels of the order: no cancellation is matched twice
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
 * Matches an accepted cancel by the cancelled sum alone: the sum has grown by exactly its amount, and no other cancel
 * can explain that. The history may be missing (§2.3), or show the amount without a promotion's discount.
 *
 * @returns the only new entry of the history, or an entry without an id; null if the sum does not prove the cancel
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

/** The growth of the cancelled sum since a cancel was sent; 0 if the sum is no exact amount. */
export function growthOf(
  { baseline }: CancelOnceSent,
  { cancelAmount }: Pick<ReportedPayment, 'cancelAmount'>,
): number {
  return cancelAmount === null ? 0 : cancelAmount - baseline.cancelAmount;
}

/**
 * The cancellations of equal amount that belong to no other cancel. Those without an id cannot be told apart, so as
 * many are left out as cancels without an id have been matched.
 */
function notTaken(
  cancel: CancelOnceSent,
  cancellations: readonly Cancellation[],
  cancels: readonly Cancel[],
): readonly Cancellation[] {
  const ofAmount = cancellations.filter(({ amount }) => amount === cancel.amount);
  const taken = new Set([...cancel.baseline.cancellationIds, ...cancels.map(cancellationIdOf)]);
  const named = ofAmount.filter(({ cancellationId }) => cancellationId !== null && !taken.has(cancellationId));
  const takenUnnamed = cancels.filter(
    (other) =>
      other.impUid === cancel.impUid &&
      other.amount === cancel.amount &&
      other.state === 'done' &&
      cancellationIdOf(other) === null,
  );
  const unnamed = ofAmount.filter(({ cancellationId }) => cancellationId === null);
  return [...named, ...unnamed.slice(takenUnnamed.length)];
}
