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
  /** What the order waits for, or how it ended; docs/api.md names the states. */
  readonly status: OrderState;
  /** What the buyer reads in the payment window (§2.3). */
  readonly name: string;
  /** What is to be paid, a decimal of the currency. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The shop's own id of the customer. */
  readonly customerId: string | null;
  /** Until when it may be paid; null for ever. */
  readonly expiresAt: Date | null;
  /** Whether i'mport knows amount and currency (§4). */
  readonly prepared: boolean;
  /** The `imp_uid` of the payment that settled the order. */
  readonly paidBy: string | null;
  /** All payments that were reported for the order, also those that did not settle it. */
  readonly payments: readonly CheckoutPayment[];
  /** The newest account that waits for its deposit. */
  readonly virtualAccount: (CheckoutAccount & { readonly impUid: string }) | null;
  /** In the sequence in which they were asked for. */
  readonly cancels: readonly CheckoutCancel[];
  /** Whether a person has to look at the order. */
  readonly needsAttention: boolean;
  /** What a person has to look at, the oldest first, also what was acknowledged. */
  readonly attention: readonly CheckoutAttention[];
  /** The oldest first. */
  readonly history: readonly CheckoutTransition[];
  /** When it was registered. */
  readonly createdAt: Date;
  /** When the personal values were removed; null while the order has them. */
  readonly redactedAt: Date | null;
}

/** A payment as i'mport last reported it (§2). It settles its order only where it is the order's `paidBy`. */
export interface CheckoutPayment {
  /** i'mport's key of the payment (§2.3). */
  readonly impUid: string;
  /** As i'mport writes it; not checked. */
  readonly status: string;
  /** How the payment was judged against its order. */
  readonly outcome: Outcome;
  /** As i'mport reported it. */
  readonly amount: number;
  /** What was given back so far, as i'mport reported it; null where it did not say. */
  readonly cancelAmount: number | null;
  /** ISO 4217, as i'mport reported it. */
  readonly currency: string;
  /** Made through a test channel: no money moved. */
  readonly sandbox: boolean;
  /** i'mport's name of the way to pay, such as `card` or `vbank` (§2.3). */
  readonly payMethod: string | null;
  /** i'mport's name of the PG, such as `html5_inicis` (§2.3). */
  readonly pgProvider: string | null;
  /** The PG's own id of the payment (§2.3). */
  readonly pgTid: string | null;
  /** The PG's receipt, an https address. */
  readonly receiptUrl: string | null;
  /** By the clock of i'mport; null while it is not paid. */
  readonly paidAt: Date | null;
  /** Null where it did not fail. */
  readonly failedAt: Date | null;
  /** The last cancel; null where there was none. */
  readonly cancelledAt: Date | null;
  /** The PG's words; null where it did not fail. */
  readonly failReason: string | null;
  /** Null where the payment is by another way. */
  readonly virtualAccount: CheckoutAccount | null;
  /** What reported it. */
  readonly source: Source;
  /** When the order got it. */
  readonly recordedAt: Date;
}

/** A virtual account (§2.5). Personal data of the buyer. */
export interface CheckoutAccount {
  /** i'mport's code of the bank. */
  readonly bankCode: string | null;
  /** The bank's name, as i'mport writes it. */
  readonly bankName: string | null;
  /** Where the buyer pays to. */
  readonly number: string | null;
  /** Whose name the account shows. */
  readonly holder: string | null;
  /** Until when it takes a deposit. */
  readonly dueAt: Date | null;
  /** When the PG made it. */
  readonly issuedAt: Date | null;
}

/** A refund of a payment, or the revocation of an account (§5), without the refund account. */
export interface CheckoutCancel {
  /** The shop's own id of the cancel; repeats with it change nothing. */
  readonly requestId: string;
  /** Whether money is given back or an account is revoked. */
  readonly kind: CancelKind;
  /** Who or what asked for it. */
  readonly cause: CancelCause;
  /** The payment that it is of. */
  readonly impUid: string;
  /** How far it is; docs/cancelling.md draws the states. */
  readonly status: CancelState;
  /** A decimal of the currency; 0 for a revocation. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** As i'mport gets it. */
  readonly reason: string;
  /** When it was recorded. */
  readonly requestedAt: Date;
  /** When i'mport was first asked; null before. */
  readonly sentAt: Date | null;
  /** When its end was recorded; null while it is under way. */
  readonly endedAt: Date | null;
  /** i'mport's id of the cancel (§5.1); null where it gave none. */
  readonly cancellationId: string | null;
  /** Why it was refused; null where it was not. */
  readonly answer: string | null;
}

/** A case for a person, with its evidence. */
export interface CheckoutAttention {
  /** When it was raised. */
  readonly at: Date;
  /** docs/money-guards.md says what to do for each. */
  readonly reason: AttentionReason;
  /** What reported the payment; null where no report raised it. */
  readonly source: Source | null;
  /** The payment that it is about; null if none. */
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
  /** When it was recorded. */
  readonly at: Date;
  /** The state before. */
  readonly from: OrderState;
  /** The state after. */
  readonly to: OrderState;
  /** What reported it. */
  readonly source: Source;
  /** The payment that caused it; null if none did. */
  readonly impUid: string | null;
  /** The reason that a person gave. */
  readonly reason?: string;
}
