import type { Cancel } from './cancel/cancel';
import type { Amount } from './money';
import type { OrderState } from './order-state';
import type { Source, VirtualAccount } from './payment';
import type { PaymentRecord } from './payment-record';

/** Who pays. All of it is personal data: never logged. */
export interface Buyer {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly tel?: string | undefined;
  readonly addr?: string | undefined;
  readonly postcode?: string | undefined;
}

/** One move of the order from state to state. */
export interface HistoryEntry {
  readonly at: Date;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly source: Source;
  /** Null where no payment brought it about. */
  readonly impUid: string | null;
  /** Of a person who decided it. */
  readonly reason?: string;
}

/**
 * Why a person has to look at an order. `unreadable`: i'mport has payments of it that cannot be fetched or read, so that
 * there may be money in them. Of what was undone: `refundAccountMissing`: money should go back, and i'mport
 * needs an account that only the buyer knows; `cancelRefused`: what a guard wanted undone was refused; `cancelUnclear`:
 * what became of a cancel cannot be told; `cancelDelayed`: one that i'mport agreed to does not show after two weeks.
 * `revokeKeyMissing`: an account stays open, since a setting is missing without which its PG revokes none.
 * `tooManyAccounts`: so many were issued that not all are told of.
 * `olderThanOrder`, `amountChanged`: a payment is held, see `HoldReason`; `accountDueTooFar`: an account takes deposits for
 * longer than the shop wants.
 */
export type AttentionReason =
  | 'replay'
  | 'testChannel'
  | 'currencyDiffers'
  | 'amountDiffers'
  | 'duplicate'
  | 'late'
  | 'olderThanOrder'
  | 'amountChanged'
  | 'accountDueTooFar'
  | 'unknownStatus'
  | 'unreadable'
  | 'notificationFailed'
  | 'refundAccountMissing'
  | 'cancelRefused'
  | 'cancelUnclear'
  | 'cancelDelayed'
  | 'revokeKeyMissing'
  | 'tooManyAccounts';

/** An amount that the shop has changed, and until when it was the order's. */
export interface EarlierAmount {
  readonly amount: Amount;
  readonly until: Date;
}

/** Evidence of a payment that was refused, not understood or not undone, or of a message that could not be delivered. */
export interface AttentionEntry {
  readonly at: Date;
  readonly reason: AttentionReason;
  /** The source of the report; null where none was the cause. */
  readonly source: Source | null;
  readonly impUid: string | null;
  /** The outbox entry that became a dead letter. */
  readonly notificationId?: string;
  /** The payment as reported; null where the reason is not in a payment. */
  readonly reported: {
    readonly merchantUid: string;
    readonly status: string;
    readonly amount: string;
    readonly currency: string;
    readonly testChannel: boolean;
  } | null;
}

/** What the shop asked to be paid. The amount in here is the only one we believe. */
export interface OrderTerms {
  readonly merchantUid: string;
  readonly name: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly customerId: string | null;
  readonly buyer: Buyer | null;
  readonly expiresAt: Date | null;
}

/** The shop's request by which an order was closed. */
export interface Closing {
  /** Its `request_id`. */
  readonly id: string;
  /** Stands for its content, so that a repeat can be told from another request. */
  readonly fingerprint: string;
}

/** An order and all that has happened to it. */
export interface Order extends OrderTerms {
  readonly state: OrderState;
  /** Raised by each write that changes what a payment is judged against. */
  readonly revision: number;
  /** The payment that settled the order. */
  readonly paidBy: string | null;
  /** The newest account that waits for its deposit. */
  readonly virtualAccount: VirtualAccount | null;
  readonly closedAt: Date | null;
  readonly closing: Closing | null;
  /** When amount and currency were registered with i'mport (§4); null while they are not. */
  readonly preparedAt: Date | null;
  /** What it cost before, in the same currency; each amount once. */
  readonly earlierAmounts: readonly EarlierAmount[];
  readonly payments: readonly PaymentRecord[];
  /** The ids of accounts that had to leave the list of payments, and may still take a deposit. */
  readonly unlistedAccounts: readonly string[];
  /** What was given back or revoked, or is about to be, in the order it was asked for. */
  readonly cancels: readonly Cancel[];
  readonly attention: readonly AttentionEntry[];
  /** Payments whose buyer was reminded of their account; absent before the first. */
  readonly remindedOf?: readonly string[];
  /** When the first of them came that nobody has acknowledged yet. */
  readonly attentionSince?: Date;
  readonly history: readonly HistoryEntry[];
  readonly createdAt: Date;
}
