import type { Cancel } from './cancel/cancel';
import type { Amount } from './money';
import type { OrderState } from './order-state';
import type { Source, VirtualAccount } from './payment';
import type { PaymentRecord } from './payment-record';

/** The buyer. Every field is personal data and is never logged. */
export interface Buyer {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly tel?: string | undefined;
  readonly addr?: string | undefined;
  readonly postcode?: string | undefined;
}

/** What an order holds of its buyer, as texts. */
export const personalTextsOf = ({ buyer }: Pick<Order, 'buyer'>): string[] => textsOf(buyer);

/** The texts of an object. */
export function textsOf(object: object | null): string[] {
  return Object.values(object ?? {}).filter((value): value is string => typeof value === 'string');
}

/** One transition of the order. */
export interface HistoryEntry {
  readonly at: Date;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly source: Source;
  /** The payment that caused it; null if none did. */
  readonly impUid: string | null;
  /** The reason that a person gave for the decision. */
  readonly reason?: string;
}

/**
 * Why a person has to look at an order.
 *
 * - `unreadable`: i'mport has payments of the order that cannot be fetched or read; they may hold money
 * - `refundAccountMissing`: a refund needs a bank account that only the buyer knows
 * - `cancelRefused`: an automatic cancel or revocation was refused
 * - `cancelUnclear`: the result of a cancel is unknown
 * - `cancelDelayed`: i'mport agreed to a cancel two weeks ago, and the payment does not show it
 * - `revokeKeyMissing`: an account stays open because the setting that its PG needs for a revocation is missing
 * - `tooManyAccounts`: so many accounts were issued that no further one is announced
 * - `olderThanOrder`, `amountChanged`: a payment is held, see `HoldReason`
 * - `accountDueTooFar`: the deadline of an account is further away than the shop allows
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

/** An earlier amount of the order, and when the shop replaced it. */
export interface EarlierAmount {
  readonly amount: Amount;
  readonly until: Date;
}

/** A case for a person, with its evidence: a payment, a cancel, or a message that was not delivered. */
export interface AttentionEntry {
  readonly at: Date;
  readonly reason: AttentionReason;
  /** The source of the report; null if no report caused the entry. */
  readonly source: Source | null;
  readonly impUid: string | null;
  /** The dead-lettered outbox entry. */
  readonly notificationId?: string;
  /** The payment as reported; null if the entry is about no payment. */
  readonly reported: {
    readonly merchantUid: string;
    readonly status: string;
    readonly amount: string;
    readonly currency: string;
    readonly testChannel: boolean;
  } | null;
}

/** What the shop registered to be paid. This amount is the only trusted one. */
export interface OrderTerms {
  readonly merchantUid: string;
  readonly name: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly customerId: string | null;
  readonly buyer: Buyer | null;
  readonly expiresAt: Date | null;
}

/** The shop's request that closed an order. */
export interface Closing {
  /** Its `request_id`. */
  readonly id: string;
  /** A hash of the request's content: tells a repeat from a different request with the same id. Null once redacted. */
  readonly fingerprint: string | null;
}

/** An order with its payments, cancels, attention entries and history. */
export interface Order extends OrderTerms {
  readonly state: OrderState;
  /** Incremented by each write that changes what a payment is judged against. */
  readonly revision: number;
  /** The payment that settled the order. */
  readonly paidBy: string | null;
  /** The newest account that waits for its deposit. */
  readonly virtualAccount: VirtualAccount | null;
  readonly closedAt: Date | null;
  readonly closing: Closing | null;
  /** When amount and currency were registered with i'mport (§4); null while they are not. */
  readonly preparedAt: Date | null;
  /** Earlier amounts, in the order's currency; each amount once. */
  readonly earlierAmounts: readonly EarlierAmount[];
  readonly payments: readonly PaymentRecord[];
  /** The `imp_uid` of each account that `payments` has no room for and that may still take a deposit. */
  readonly unlistedAccounts: readonly string[];
  /** Refunds and revocations, pending and ended, in the sequence in which they were requested. */
  readonly cancels: readonly Cancel[];
  readonly attention: readonly AttentionEntry[];
  /** The `imp_uid` of each account that the buyer was reminded of; absent before the first reminder. */
  readonly remindedOf?: readonly string[];
  /** When the oldest unacknowledged attention entry was raised. */
  readonly attentionSince?: Date;
  readonly history: readonly HistoryEntry[];
  readonly createdAt: Date;
  /** When the personal values were removed. Later reports then bring back none. Absent while the order has them. */
  readonly redactedAt?: Date;
}
