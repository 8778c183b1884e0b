import type { Amount } from './money';

/**
 * What caused the look-up of a payment, or a change of its order. `cancel`: a cancel of this service. `accept`: a
 * person accepted the payment.
 */
export type Source = 'callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel' | 'accept';

/** The payment statuses of i'mport (§2.4). `unknown` is any other text: i'mport may add values at any time (§1.1). */
export type PaymentStatus = 'ready' | 'paid' | 'failed' | 'cancelled' | 'unknown';

/** A bank account number issued for one payment, waiting for its deposit (§9). */
export interface VirtualAccount {
  readonly impUid: string;
  readonly bankCode: string | null;
  readonly bankName: string | null;
  /** Null if the PG gives the number to the buyer only (§7.1). */
  readonly number: string | null;
  readonly holder: string | null;
  /** The deadline of the deposit; null if the PG does not report one. */
  readonly dueAt: Date | null;
  readonly issuedAt: Date | null;
}

/** One cancellation in a payment's history, of the whole or a part. */
export interface Cancellation {
  /** Null in records that are older than the field. */
  readonly cancellationId: string | null;
  readonly amount: Amount | null;
  readonly cancelledAt: Date | null;
  readonly reason: string | null;
}

/**
 * A payment as i'mport's REST API reports it, with its fields parsed. Nothing in it has been compared with an order
 * yet.
 */
export interface ReportedPayment {
  /** When the look-up was sent; the report is at least as new. */
  readonly askedAt: Date;
  readonly impUid: string;
  /** The order that the buyer's browser named when it opened the payment window. */
  readonly merchantUid: string;
  readonly status: PaymentStatus;
  /** The status as i'mport writes it. */
  readonly statusText: string;
  /** Null if the reported number is no exact amount of the currency (10.04 KRW). */
  readonly amount: Amount | null;
  /** The number as reported, for evidence. */
  readonly amountText: string;
  /** The sum cancelled so far; null like `amount`. */
  readonly cancelAmount: Amount | null;
  readonly currency: string;
  /** Made through a test channel: no money moved (§2.6). */
  readonly testChannel: boolean;
  readonly payMethod: string | null;
  readonly pgProvider: string | null;
  readonly pgTid: string | null;
  readonly receiptUrl: string | null;
  readonly startedAt: Date | null;
  readonly paidAt: Date | null;
  readonly failedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly failReason: string | null;
  /** Null unless an account was issued: the status `ready` alone does not prove it (§2.4). */
  readonly virtualAccount: VirtualAccount | null;
  readonly cancellations: readonly Cancellation[];
}

/** The fields that show the progress of a payment, reported or stored. */
export interface PaymentProgress {
  readonly status: PaymentStatus;
  readonly amount: Amount | null;
  readonly cancelAmount: Amount | null;
  readonly virtualAccount: VirtualAccount | null;
}

/** Whether the payment was refunded whole. */
export function isCancelledWhole(payment: Pick<PaymentProgress, 'amount' | 'cancelAmount'>): boolean {
  return isCancelledInPart(payment) && payment.cancelAmount === payment.amount;
}

/** Whether at least a part of the payment was refunded. The status may be `cancelled` for a part, too (§2.4). */
export function isCancelledInPart(payment: Pick<PaymentProgress, 'cancelAmount'>): boolean {
  return payment.cancelAmount !== null && payment.cancelAmount > 0;
}

/** Whether the payment was paid at some time, also if it was refunded since. */
export function hasMoney(payment: Pick<PaymentProgress, 'status'>): boolean {
  return payment.status === 'paid' || payment.status === 'cancelled';
}

/** Whether the payment holds money now, or may: a report of unknown meaning counts as money. */
export function mayHoldMoney(payment: PaymentProgress): boolean {
  return !hasKnownMeaning(payment) || (hasMoney(payment) && !isCancelledWhole(payment));
}

/** Whether the payment was paid at some time, or is an open account. */
export function hasMoneyAtStake(payment: PaymentProgress): boolean {
  return hasMoney(payment) || holdsOpenAccount(payment);
}

/** Whether the payment was certainly never paid and is no open account. */
export function cameToNothing(payment: PaymentProgress): boolean {
  return hasKnownMeaning(payment) && !hasMoneyAtStake(payment);
}

/** Whether the payment is a virtual account that waits for its deposit. */
export function holdsOpenAccount<Payment extends Pick<PaymentProgress, 'status' | 'virtualAccount'>>(
  payment: Payment,
): payment is Payment & { readonly virtualAccount: VirtualAccount } {
  return payment.status === 'ready' && payment.virtualAccount !== null;
}

/** Whether the report's status is known and consistent. If not, no decision may use it. */
export function hasKnownMeaning(payment: PaymentProgress): boolean {
  return progressRank(payment) >= 0;
}

/**
 * Compares the age of two reports of one payment by their content: positive if `a` is newer, 0 if they show the same
 * progress. A payment goes from ready to failed or paid, may go from failed to paid (§2.4), and its cancelled sum only
 * grows. A report of unknown meaning counts as the oldest.
 */
export function compareAge(a: PaymentProgress, b: PaymentProgress): number {
  return progressRank(a) - progressRank(b) || (a.cancelAmount ?? 0) - (b.cancelAmount ?? 0);
}

function progressRank(payment: PaymentProgress): number {
  switch (payment.status) {
    case 'unknown':
      return -1;
    case 'ready':
      return payment.virtualAccount === null ? 0 : 1;
    case 'failed':
      return 2;
    case 'paid':
      return isCancelledInPart(payment) ? 4 : 3;
    case 'cancelled':
      // `cancelled` with a cancelled sum of 0 contradicts itself, so it counts as unknown.
      return payment.cancelAmount === 0 ? -1 : 4;
  }
}
