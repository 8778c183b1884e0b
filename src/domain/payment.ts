import type { Amount } from './money';

/** How a report of a payment reached us; `cancel`: it was read because of a cancel of ours; `accept`:
 * because a person accepts it. */
export type Source = 'callback' | 'redirect' | 'webhook' | 'reconcile' | 'cancel' | 'accept';

/** The payment statuses of i'mport (§2.4); `unknown` is any other text, since values may be added at any time (§1.1). */
export type PaymentStatus = 'ready' | 'paid' | 'failed' | 'cancelled' | 'unknown';

/** A bank account number issued for one payment, waiting for its deposit (§9). */
export interface VirtualAccount {
  readonly impUid: string;
  readonly bankCode: string | null;
  readonly bankName: string | null;
  /** Null where the PG tells the buyer alone where to pay (§7.1). */
  readonly number: string | null;
  readonly holder: string | null;
  /** Until when the deposit is accepted; null where the PG does not tell. */
  readonly dueAt: Date | null;
  readonly issuedAt: Date | null;
}

/** One cancel of a payment, whole or in part. */
export interface Cancellation {
  /** Null in records that are older than the field. */
  readonly cancellationId: string | null;
  readonly amount: Amount | null;
  readonly cancelledAt: Date | null;
  readonly reason: string | null;
}

/**
 * A payment as i'mport's REST API reports it, in our terms. Its source is trusted, its content is not: nothing of it has
 * been compared with an order yet.
 */
export interface ReportedPayment {
  /** When i'mport was asked; what it answered is at least as new as that. */
  readonly askedAt: Date;
  readonly impUid: string;
  /** The order it was made for, as the buyer's browser named it when the window opened. */
  readonly merchantUid: string;
  readonly status: PaymentStatus;
  /** The status in i'mport's own word. */
  readonly statusText: string;
  /** Null where the reported number is no exact amount of the currency (10.04 KRW). */
  readonly amount: Amount | null;
  /** The reported number as it came, for evidence. */
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
  /** Null unless an account was really issued: `ready` alone does not prove it (§2.4). */
  readonly virtualAccount: VirtualAccount | null;
  readonly cancellations: readonly Cancellation[];
}

/** How far a payment has come: of a report and of a stored payment alike. */
export interface PaymentProgress {
  readonly status: PaymentStatus;
  readonly amount: Amount | null;
  readonly cancelAmount: Amount | null;
  readonly virtualAccount: VirtualAccount | null;
}

/** Whether all of a payment was given back. */
export function isCancelledWhole(payment: Pick<PaymentProgress, 'amount' | 'cancelAmount'>): boolean {
  return isCancelledInPart(payment) && payment.cancelAmount === payment.amount;
}

/** Whether at least a part of a payment was given back; the status says `cancelled` for a part, too (§2.4). */
export function isCancelledInPart(payment: Pick<PaymentProgress, 'cancelAmount'>): boolean {
  return payment.cancelAmount !== null && payment.cancelAmount > 0;
}

/** Whether money has been in it. */
export function hasMoney(payment: Pick<PaymentProgress, 'status'>): boolean {
  return payment.status === 'paid' || payment.status === 'cancelled';
}

/** Whether money is in it, as far as can be told: what is not understood may hold some. */
export function mayHoldMoney(payment: PaymentProgress): boolean {
  return !hasKnownMeaning(payment) || (hasMoney(payment) && !isCancelledWhole(payment));
}

/** Whether money has been in it, or an account exists into which money may come. */
export function hasMoneyAtStake(payment: PaymentProgress): boolean {
  return hasMoney(payment) || holdsOpenAccount(payment);
}

/** Whether no money has been in it, and no account exists, for all that is understood of it. */
export function cameToNothing(payment: PaymentProgress): boolean {
  return hasKnownMeaning(payment) && !hasMoneyAtStake(payment);
}

/** Whether it is a virtual account that waits for its deposit. */
export function holdsOpenAccount<Payment extends Pick<PaymentProgress, 'status' | 'virtualAccount'>>(
  payment: Payment,
): payment is Payment & { readonly virtualAccount: VirtualAccount } {
  return payment.status === 'ready' && payment.virtualAccount !== null;
}

/** Whether we understand what the report says; if not, nothing may be done upon it. */
export function hasKnownMeaning(payment: PaymentProgress): boolean {
  return stage(payment) >= 0;
}

/**
 * Which of two reports of one payment is the newer one, told from their content alone: a payment goes from ready to
 * failed or paid, may go from failed to paid (§2.4), and its cancelled sum only grows. Positive when `a` is newer, 0 when
 * they say the same. A report that we do not understand is older than any that we do.
 */
export function compareAge(a: PaymentProgress, b: PaymentProgress): number {
  return stage(a) - stage(b) || (a.cancelAmount ?? 0) - (b.cancelAmount ?? 0);
}

function stage(payment: PaymentProgress): number {
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
      // With nothing cancelled it contradicts itself: as little to be acted on as a status nobody knows.
      return payment.cancelAmount === 0 ? -1 : 4;
  }
}
