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

/** Every carrier. */
export const CHANNELS = ['shop', 'sms', 'customerRecord'] as const satisfies readonly Channel[];

/** A message as it is stored in its order, with what its delivery has come to. */
export interface OutboxEntry {
  /** Stays the same on every retry, so that a receiver can drop a repeat. */
  readonly id: string;
  readonly message: OutboxMessage;
  readonly createdAt: Date;
  /** How often a delivery was begun. */
  readonly attempts: number;
  /** How many of the attempts were made before a dead letter was sent on its way again. */
  readonly spentAttempts?: number;
  /** Why the last try failed; masked and short. */
  readonly lastError: string | null;
  /** The receiver took it. Nothing else sets it. */
  readonly deliveredAt: Date | null;
  /** No try was left. */
  readonly deadAt?: Date;
}

/** Why a receiver did not take a message. */
export interface Refusal {
  readonly reason: string;
  /** The pause that the receiver asks for. */
  readonly retryAfterMs: number | null;
}

/** A message that was never tried. */
export function newOutboxEntry(id: string, message: OutboxMessage, at: Date): OutboxEntry {
  return {
    id,
    message,
    createdAt: at,
    attempts: 0,
    lastError: null,
    deliveredAt: null,
  };
}

/** Whether it is still to be delivered. */
function isOpen({ deliveredAt, deadAt }: OutboxEntry): boolean {
  return deliveredAt === null && deadAt === undefined;
}

/**
 * What an order still has to send by one carrier, in the order in which it was written. Only the first may be carried: each
 * waits for the one before it, until that is delivered or dead.
 */
export function openEntries(entries: readonly OutboxEntry[], channel: Channel): readonly OutboxEntry[] {
  return entries.filter((entry) => entry.message.channel === channel && isOpen(entry));
}

/** How often an entry was tried since it was written, or since it was last sent on its way again. */
export function triesOf({ attempts, spentAttempts = 0 }: OutboxEntry): number {
  return attempts - spentAttempts;
}
