import type { CancelCause } from '../domain/cancel/cancel';
import type { CancelKind, CancelState } from '../domain/cancel/cancel-state';
import type { AttentionReason } from '../domain/order';
import type { OrderState } from '../domain/order-state';
import type { Source } from '../domain/payment';
import type { Outcome } from '../domain/verdict';

/** An order of payment. Amounts are decimals of the currency: whole won, cents as `10.5`. */
export interface CheckoutOrder {
  /** The key of the order: the shop's own order keeps it, and the payment window gets it (§8.2). */
  readonly merchantUid: string;
  readonly status: OrderState;
  /** What the buyer reads in the payment window (§2.3). */
  readonly name: string;
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The shop's own id of the customer. */
  readonly customerId: string | null;
  readonly expiresAt: Date | null;
  /** Whether i'mport knows amount and currency (§4). */
  readonly prepared: boolean;
  /** The `imp_uid` of the payment that settled the order. */
  readonly paidBy: string | null;
  readonly payments: readonly CheckoutPayment[];
  /** The newest account that waits for its deposit. */
  readonly virtualAccount: (CheckoutAccount & { readonly impUid: string }) | null;
  readonly cancels: readonly CheckoutCancel[];
  /** Whether a person has to look at the order. */
  readonly needsAttention: boolean;
  readonly attention: readonly CheckoutAttention[];
  readonly history: readonly CheckoutTransition[];
  readonly createdAt: Date;
  /** When the personal values were removed; null while the order has them. */
  readonly redactedAt: Date | null;
}

/** A payment as i'mport last reported it (§2). It settles its order only where it is the order's `paidBy`. */
export interface CheckoutPayment {
  readonly impUid: string;
  /** As i'mport writes it; not checked. */
  readonly status: string;
  /** How the payment was judged against its order. */
  readonly outcome: Outcome;
  /** As i'mport reported it. */
  readonly amount: number;
  readonly cancelAmount: number | null;
  readonly currency: string;
  /** Made through a test channel: no money moved. */
  readonly sandbox: boolean;
  readonly payMethod: string | null;
  readonly pgProvider: string | null;
  readonly pgTid: string | null;
  readonly receiptUrl: string | null;
  readonly paidAt: Date | null;
  readonly failedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly failReason: string | null;
  readonly virtualAccount: CheckoutAccount | null;
  /** What reported it. */
  readonly source: Source;
  readonly recordedAt: Date;
}

/** A virtual account (§2.5). Personal data of the buyer. */
export interface CheckoutAccount {
  readonly bankCode: string | null;
  readonly bankName: string | null;
  readonly number: string | null;
  readonly holder: string | null;
  /** Until when it takes a deposit. */
  readonly dueAt: Date | null;
  readonly issuedAt: Date | null;
}

/** A refund of a payment, or the revocation of an account (§5), without the refund account. */
export interface CheckoutCancel {
  readonly requestId: string;
  readonly kind: CancelKind;
  readonly cause: CancelCause;
  readonly impUid: string;
  readonly status: CancelState;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly requestedAt: Date;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  readonly cancellationId: string | null;
  /** Why it was refused; null where it was not. */
  readonly answer: string | null;
}

/** A case for a person, with its evidence. */
export interface CheckoutAttention {
  readonly at: Date;
  readonly reason: AttentionReason;
  readonly source: Source | null;
  readonly impUid: string | null;
  /** The id of the message that could not be delivered; for `deadLetters.replay`. */
  readonly notificationId?: string;
  /** The payment as it was reported; null where the entry is about no payment. */
  readonly reported: {
    readonly merchantUid: string;
    readonly status: string;
    readonly amount: number;
    readonly currency: string;
    readonly sandbox: boolean;
  } | null;
}

/** One transition of an order. */
export interface CheckoutTransition {
  readonly at: Date;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly source: Source;
  /** The payment that caused it; null if none did. */
  readonly impUid: string | null;
  /** The reason that a person gave. */
  readonly reason?: string;
}
