import type { Amount } from './money';
import type { Cancellation, PaymentStatus, ReportedPayment, Source, VirtualAccount } from './payment';
import type { Outcome } from './verdict';

/**
 * A payment as its order stores it: the newest report and its outcome. Other fields of i'mport's report are not stored.
 * A record has every field of `ReportedPayment`, so it can be judged again.
 */
export interface PaymentRecord {
  readonly askedAt: Date;
  readonly impUid: string;
  readonly merchantUid: string;
  readonly status: PaymentStatus;
  readonly statusText: string;
  /** Null if the reported number is no exact amount of the currency. */
  readonly amount: Amount | null;
  readonly amountText: string;
  readonly cancelAmount: Amount | null;
  readonly currency: string;
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
  readonly virtualAccount: VirtualAccount | null;
  readonly cancellations: readonly Cancellation[];
  readonly outcome: Outcome;
  /** The source of the stored report. */
  readonly source: Source;
  readonly recordedAt: Date;
}

const MAX_REASON = 40;

/** The history as the order stores it: the whole reasons are at i'mport. */
function withShortReason(cancellation: Cancellation): Cancellation {
  const { reason } = cancellation;
  return reason !== null && reason.length > MAX_REASON
    ? { ...cancellation, reason: reason.slice(0, MAX_REASON) }
    : cancellation;
}

/** The record of a judged report. */
export function toPaymentRecord(
  reported: ReportedPayment,
  { outcome, source, at }: { readonly outcome: Outcome; readonly source: Source; readonly at: Date },
): PaymentRecord {
  return {
    askedAt: reported.askedAt,
    impUid: reported.impUid,
    merchantUid: reported.merchantUid,
    status: reported.status,
    statusText: reported.statusText,
    amount: reported.amount,
    amountText: reported.amountText,
    cancelAmount: reported.cancelAmount,
    currency: reported.currency,
    testChannel: reported.testChannel,
    payMethod: reported.payMethod,
    pgProvider: reported.pgProvider,
    pgTid: reported.pgTid,
    receiptUrl: reported.receiptUrl,
    startedAt: reported.startedAt,
    paidAt: reported.paidAt,
    failedAt: reported.failedAt,
    cancelledAt: reported.cancelledAt,
    failReason: reported.failReason,
    virtualAccount: reported.virtualAccount,
    cancellations: reported.cancellations.map(withShortReason),
    outcome,
    source,
    recordedAt: at,
  };
}
