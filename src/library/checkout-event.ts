import type { AttentionReason } from '../domain/order';
import type { OrderState } from '../domain/order-state';
import type { ShopEventType } from '../domain/outbox';

/** The name of an event: those of the signed webhook, so that a shop may move from the one to the other. */
export type CheckoutEventName = ShopEventType;

/**
 * What happened to an order, as its handler gets it. It was written together with the state of the order, and holds no personal
 * data: read the order for more.
 *
 * @typeParam Name narrows `reason`
 */
export interface CheckoutEvent<Name extends CheckoutEventName = CheckoutEventName> {
  /**
   * The same on every try: the idempotency key. A handler that has done its work for this id must do nothing. At most 80
   * letters, digits, `_` and `-`.
   */
  readonly id: string;
  /** Which event it is. */
  readonly name: Name;
  /** The key of the order. */
  readonly merchantUid: string;
  /** The payment that caused the event; null if none did. */
  readonly impUid: string | null;
  /** The state of the order right after the event. It may have moved on since. */
  readonly status: OrderState;
  /** The amount of the order, a decimal of the currency. */
  readonly amount: number;
  /** What was given back of the payment so far; null where it is not known. */
  readonly cancelAmount: number | null;
  /** ISO 4217. */
  readonly currency: string;
  /** When it happened. */
  readonly at: Date;
  /** Why a person has to look at the order. Only of `payment.attention`. */
  readonly reason: Name extends 'payment.attention' ? AttentionReason : null;
  /** The `requestId` of the shop's cancel that ended; null if none did. */
  readonly requestId: string | null;
}

/** What a handler gets beside its event. */
export interface HandlerContext {
  /**
   * Aborts when the handler's time is over, when another process took the event over, or when `stop()` has waited long enough.
   * What the handler does after that counts as not done, and the event is tried again: stop there.
   */
  readonly signal: AbortSignal;
  /** The number of this try, from 1. */
  readonly attempt: number;
}

/**
 * Does the shop's work for an event. The event is delivered once the promise resolves. A handler that throws or rejects is
 * called again, with the same id: after 5 to 10 seconds at first, after an hour at most, 60 times. Then the event is a dead letter, and the
 * order needs attention.
 *
 * Events of one order come one after the other, in the sequence in which they happened; a failing one holds up those behind it. Events
 * of different orders come in parallel.
 */
export type CheckoutEventHandler<Name extends CheckoutEventName = CheckoutEventName> = (
  event: CheckoutEvent<Name>,
  context: HandlerContext,
) => Promise<unknown>;

/** How a handler is run. */
export interface HandlerOptions {
  /**
   * How long one try may take, in milliseconds, from 1,000 to 3,600,000. A try that takes longer counts as failed.
   *
   * @default 60,000
   */
  readonly timeoutMs?: number;
}
