import type { Cancel } from './cancel/cancel';
import type { Amount } from './money';
import type { PaymentRecord } from './payment-record';

/** The fields of a payment that show its refunds. */
export type RefundedPayment = Pick<
  PaymentRecord,
  'impUid' | 'status' | 'cancelAmount' | 'cancellations' | 'cancelledAt' | 'recordedAt'
>;

/** One refund of a payment. */
export interface Refund {
  /** Null where i'mport's history does not show the refund, or shows it without an id. */
  readonly cancellationId: string | null;
  /** The `request_id` of the cancel; null where the shop did not cancel through this service. */
  readonly requestId: string | null;
  /** Null if the reported number is no exact amount of the currency. */
  readonly amount: Amount | null;
  /** The best known time; not always i'mport's. */
  readonly at: Date;
  readonly reason: string | null;
}

type DoneRefund = Extract<Cancel, { readonly state: 'done'; readonly kind: 'cancel' }>;

/**
 * The refunds of a payment. Their amounts add up to at least its cancelled sum: i'mport's history may be missing (§2.3), and
 * an order keeps its newest entries only. The rest of the sum is divided among the cancels of this service that the history
 * does not show; what then remains is one refund of its own.
 *
 * @param cancels all cancels of the order
 */
export function refundsOf(payment: RefundedPayment, cancels: readonly Cancel[]): readonly Refund[] {
  const done = cancels.filter((cancel) => cancel.impUid === payment.impUid).filter(isDoneRefund);
  const shown = payment.cancellations.map(({ cancellationId, amount, cancelledAt, reason }) => {
    const cancel = done.find((each) => cancellationId !== null && each.cancellationId === cancellationId);
    // The payment's own time is that of its newest refund.
    const at = cancelledAt ?? cancel?.endedAt ?? payment.cancelledAt ?? payment.recordedAt;
    return { cancellationId, requestId: cancel?.id ?? null, amount, at, reason };
  });
  return [...shown, ...refundsNotShown(payment, done)];
}

function refundsNotShown(payment: RefundedPayment, done: readonly DoneRefund[]): readonly Refund[] {
  const { cancellations, cancelAmount, status } = payment;
  const at = payment.cancelledAt ?? payment.recordedAt;
  const unknown = { cancellationId: null, requestId: null, at, reason: null };
  if (cancelAmount === null) {
    return status === 'cancelled' && cancellations.length === 0 ? [{ ...unknown, amount: null }] : [];
  }
  let rest = cancelAmount - cancellations.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const ids = new Set(cancellations.map(({ cancellationId }) => cancellationId));
  const ours = done.flatMap(({ id, amount, cancellationId, endedAt, reason }) => {
    if (amount > rest || (cancellationId !== null && ids.has(cancellationId))) return [];
    rest -= amount;
    return [{ cancellationId, requestId: id, amount, at: endedAt, reason }];
  });
  return rest > 0 ? [...ours, { ...unknown, amount: rest as Amount }] : ours;
}

function isDoneRefund(cancel: Cancel): cancel is DoneRefund {
  return cancel.state === 'done' && cancel.kind === 'cancel';
}
