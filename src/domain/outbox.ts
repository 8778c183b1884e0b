import type { OrderState } from './order-state';
import type { AttentionReason } from './order';
import type { VirtualAccount } from './payment';

/**
 * What the shop's own server is told; one event for each kind of transition, one for what a person must look at, and two for
 * cancels of ours: of a payment that did not settle the order, and refused ones.
 */
export type ShopEventType =
  | 'order.virtual_account_issued'
  | 'order.virtual_account_revoked'
  | 'order.paid'
  | 'order.partially_cancelled'
  | 'order.cancelled'
  | 'order.expired'
  | 'order.closed'
  | 'payment.cancelled'
  | 'payment.cancel_refused'
  | 'payment.attention';

/** The body of a shop event, in i'mport's snake_case; amounts are decimals of the currency. */
export interface ShopEventData {
  readonly merchant_uid: string;
  /** Null where no payment brought it about. */
  readonly imp_uid: string | null;
  readonly status: OrderState;
  readonly amount: number;
  readonly cancel_amount: number | null;
  readonly currency: string;
  /** ISO 8601 time of the transition. */
  readonly at: string;
  readonly reason?: AttentionReason;
  /** The shop's key of the cancel that it is about. */
  readonly request_id?: string;
}

/** What has to be carried out after a transition, and by which carrier. */
export type OutboxMessage =
  | { readonly channel: 'shop'; readonly event: ShopEventType; readonly data: ShopEventData }
  | { readonly channel: 'sms'; readonly to: string; readonly text: string }
  | {
      readonly channel: 'customerRecord';
      readonly customerId: string;
      readonly merchantUid: string;
      readonly account: VirtualAccount;
    };

/** The carrier of a message. */
export type Channel = OutboxMessage['channel'];

/** A message as it is stored in its order, with what its delivery has come to. */
export interface OutboxEntry {
  /** Stays the same on every retry, so that a receiver can drop a repeat. */
  readonly id: string;
  readonly message: OutboxMessage;
  readonly createdAt: Date;
  /** When it is to be tried next, or until when the lease of the present try runs; absent once delivered. */
  readonly dueAt?: Date;
  /** How often a delivery was begun. Raised by each claim, it also fences off a claimant whose lease ran out. */
  readonly attempts: number;
  readonly lastError: string | null;
  readonly deliveredAt: Date | null;
}
