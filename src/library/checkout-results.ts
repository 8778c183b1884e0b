import type { Verification } from '../services/verify-payment';
import type { CheckoutCancel, CheckoutOrder } from './checkout-order';

/** What became of an amendment. `orderLocked`: only `expiresAt` of the order may still change, or nothing. */
export type AmendOutcome =
  | { readonly status: 'amended'; readonly order: CheckoutOrder }
  | { readonly status: 'orderNotFound' }
  | { readonly status: 'orderLocked' };

/**
 * What became of a cancel.
 *
 * - `cancelDone`: the money is given back; `accountRevoked`: the account takes no deposit any more
 * - `cancelling`: recorded, and carried out by a pass; an event tells of its end
 * - `cancelRefused`: the gateway refused it; `cancelUnclear`: look at i'mport's console before anything else is given back
 * - `closed`: nothing had been paid; `closedUnread`: the order has payments that could not be read; `paidBeforeClosing`: it was paid, as
 *   was learned since
 * - `nothingToCancel`, `aboveBalance`, `cancellableChanged` (not `ifCancellable` is left): nothing was recorded; `cancellable` is what is left
 * - `requestConflict`: the `requestId` was used for another cancel; `tooManyCancels`: the order has no room for another one
 */
export type CancelOutcome =
  | {
      readonly status: 'cancelDone' | 'accountRevoked' | 'cancelling' | 'cancelRefused' | 'cancelUnclear';
      readonly cancel: CheckoutCancel;
      readonly order: CheckoutOrder;
    }
  | { readonly status: 'closed' | 'closedUnread' | 'paidBeforeClosing'; readonly order: CheckoutOrder }
  | { readonly status: 'nothingToCancel' | 'aboveBalance' | 'cancellableChanged'; readonly cancellable: number }
  | { readonly status: 'orderNotFound' | 'paymentNotFound' | 'requestConflict' | 'tooManyCancels' };

/** What became of an acceptance. `notAcceptable`: no money is held by this payment; `outcome` is its verdict. */
export type AcceptOutcome =
  | { readonly status: 'accepted'; readonly order: CheckoutOrder }
  | { readonly status: 'notAcceptable'; readonly outcome: string }
  | { readonly status: 'orderNotFound' | 'paymentNotFound' };

/** `attentionChanged`: there is no such order, or more to see by now; read it again. */
export interface AcknowledgeOutcome {
  /** `acknowledged`: the order is off the list until more happens. */
  readonly status: 'acknowledged' | 'attentionChanged';
}

/** What i'mport answered, and what differed from the order. */
export type RecheckOutcome =
  | { readonly status: 'orderNotFound' }
  | {
      readonly status: 'rechecked';
      /** Afterwards. */
      readonly order: CheckoutOrder;
      /** All payments that i'mport has of the order. */
      readonly payments: readonly { readonly impUid: string; readonly status: string }[];
      readonly differences: readonly {
        readonly impUid: string | null;
        readonly outcome: string;
        readonly before: string;
        readonly after: string;
      }[];
      /** How many payments could not be read. */
      readonly unreadable: number;
    };

/** `messages` counts the events that go out again, also by an earlier request. */
export type ResendOutcome =
  | { readonly status: 'orderNotFound' }
  | { readonly status: 'resending' | 'nothingToResend'; readonly messages: number };

/** `notDead`: it was delivered, or is still tried. */
export interface ReplayOutcome {
  /** `replayed`: it is due again; `notificationNotFound`: there is no message of that id. */
  readonly status: 'replayed' | 'notificationNotFound' | 'notDead';
}

/** A page of orders, the newest first. A page may have fewer orders than asked for although more follow. */
export interface OrderListPage {
  /** The newest first. */
  readonly orders: readonly CheckoutOrder[];
  /** For `after`; null on the last page. */
  readonly next: string | null;
}

/** A message that was tried in vain. */
export interface DeadLetter {
  /** For `deadLetters.replay`; of an event, the id that its handler gets. */
  readonly id: string;
  /** The key of its order. */
  readonly merchantUid: string;
  /** `handler`, or another carrier of the checkout. */
  readonly carrier: string;
  /** The name of the event; null where it is none. */
  readonly event: string | null;
  /** When the message was recorded. */
  readonly createdAt: Date;
  /** When the last try failed. */
  readonly deadAt: Date;
  /** Masked and short. */
  readonly lastError: string | null;
}

/**
 * How a payment was judged: only `success` lets the shop deliver. `unavailable`: i'mport does not know the payment yet, but the order
 * waits for one; ask again.
 */
export type VerifyOutcome = Verification['outcome'];
