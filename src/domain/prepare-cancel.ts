import { cancellableOf, endCancel, type Cancel } from './cancel';
import type { JudgePolicy } from './judge-payment';
import type { Order } from './order';
import type { PaymentRecord } from './payment-record';
import { isStillWanted } from './plan-remedies';

/** So long a cancel that was just sent belongs to the sender. */
const SEND_LEASE_MS = 60_000;

/**
 * What becomes of a recorded cancel when its turn comes, by the order as it is then: `sent`, with what is to be told apart
 * from it later; or ended, where a guard does not call for it any more, or less is left than it wants. A revocation stays
 * as it is: it may be repeated. Pure; whoever stores the answer may send.
 */
export function prepareCancel(order: Order, cancel: Cancel, policy: JudgePolicy, at: Date): Cancel {
  const payment = order.payments.find(({ impUid }) => impUid === cancel.impUid);
  if (payment === undefined || !isStillWanted(order, cancel, payment, policy)) return endCancel(cancel, 'dropped', at);
  if (cancel.kind === 'revoke') return cancel;
  // What waits behind it keeps what it has reserved.
  const left = cancellableOf(
    payment,
    order.cancels.filter(({ id }) => id !== cancel.id),
  );
  const amount = cancel.all ? left : cancel.amount;
  if (amount === 0 || amount > left) {
    return endCancel(cancel, 'refused', at, { answer: 'less is left than was to be cancelled' });
  }
  const baseline = { cancelAmount: payment.cancelAmount ?? left, cancellationIds: idsOf(payment) };
  const dueAt = new Date(at.getTime() + SEND_LEASE_MS);
  const named = payment.pgProvider === 'naverpay' ? ({ requester: 'admin' } as const) : {};
  return { ...named, ...cancel, state: 'sent', sentAt: at, tries: 0, amount, baseline, dueAt };
}

function idsOf({ cancellations }: PaymentRecord): string[] {
  return cancellations.flatMap(({ cancellationId }) => (cancellationId === null ? [] : [cancellationId]));
}
