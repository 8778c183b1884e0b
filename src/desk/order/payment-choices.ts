import { balanceOf, cancellableOf, isUnderWay } from '../../domain/cancel/cancel';
import type { Amount } from '../../domain/money';
import type { Order } from '../../domain/order';
import { hasMoney, holdsOpenAccount, mayHoldMoney } from '../../domain/payment';
import type { PaymentRecord } from '../../domain/payment-record';
import { NOT_COUNTED } from '../suggest-actions';

/** A payment of which something can be given back, and how much. */
export interface Refundable {
  readonly payment: PaymentRecord;
  readonly left: Amount;
}

/** What a person may cancel, revoke or accept of an order, as it is stored now. The services decide. */
export interface PaymentChoices {
  readonly refundable: readonly Refundable[];
  /** The `imp_uid` of each open account; also of those that the list of payments has no room for. */
  readonly revocable: readonly string[];
  readonly acceptable: readonly PaymentRecord[];
  readonly mayClose: boolean;
}

/** The choices, the payment that settled the order first. */
export function paymentChoicesOf(order: Order): PaymentChoices {
  const { payments, cancels, paidBy, state, unlistedAccounts } = order;
  const sorted = payments.toSorted((a, b) => Number(b.impUid === paidBy) - Number(a.impUid === paidBy));
  const isBeingRevoked = (impUid: string) =>
    cancels.some((cancel) => cancel.kind === 'revoke' && cancel.impUid === impUid && isUnderWay(cancel));
  const open = sorted.filter(holdsOpenAccount).map(({ impUid }) => impUid);
  return {
    refundable: sorted
      .filter(hasMoney)
      .map((payment) => ({ payment, left: cancellableOf(payment, cancels) }))
      .filter(({ left }) => left > 0),
    revocable: [...open, ...unlistedAccounts].filter((impUid) => !isBeingRevoked(impUid)),
    acceptable: paidBy === null ? sorted.filter(isHeld) : [],
    mayClose: state === 'pending' || state === 'ready',
  };
}

function isHeld(payment: PaymentRecord): boolean {
  const wasHeld = payment.outcome === 'paymentHeld' || payment.outcome === 'orderClosed';
  return wasHeld && hasMoney(payment) && balanceOf(payment) > 0;
}

/** The payments that hold money which does not count for the order. No money moved through a test channel. */
export function heldPaymentsOf(order: Order): readonly PaymentRecord[] {
  const { payments, paidBy } = order;
  return payments.filter(
    (payment) =>
      payment.impUid !== paidBy && hasMoney(payment) && balanceOf(payment) > 0 && !isRefusedTest(order, payment),
  );
}

/**
 * Whether the order may have taken money, as far as the desk knows: a report of unknown meaning counts as money, and so do payments
 * that cannot be read or that the order has no room for.
 */
export function mayHaveMoney(order: Order): boolean {
  const { payments, attention } = order;
  const isListed = (impUid: string | null) => payments.some((payment) => payment.impUid === impUid);
  return (
    payments.some((payment) => mayHoldMoney(payment) && !isRefusedTest(order, payment)) ||
    attention.some(
      ({ reason, impUid }) =>
        reason === 'unreadable' || ([...NOT_COUNTED, 'unknownStatus'].includes(reason) && !isListed(impUid)),
    )
  );
}

function isRefusedTest({ attention }: Order, { impUid }: PaymentRecord): boolean {
  return attention.some((entry) => entry.reason === 'testChannel' && entry.impUid === impUid);
}
