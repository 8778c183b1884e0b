import type { AuditEntry } from './audit';
import type { OrderState } from './order-state';
import type { AttentionReason } from './order';
import type { VirtualAccount } from './payment';

/**
 * The events for the shop's server. `order.*`: one for each kind of transition. `payment.attention`: a person has to
 * look at the order. `payment.cancelled`: a refund of a payment that did not settle the order.
 * `payment.cancel_refused`: a refund of any payment was refused.
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
  /** The payment that caused the event; null if none did. */
  readonly imp_uid: string | null;
  readonly status: OrderState;
  readonly amount: number;
  readonly cancel_amount: number | null;
  readonly currency: string;
  /** ISO 8601 time of the transition. */
  readonly at: string;
  readonly reason?: AttentionReason;
  /** The `request_id` of the shop's cancel that ended. */
  readonly request_id?: string;
}

/** An event for the shop's server. */
export interface ShopMessage {
  readonly channel: 'shop';
  readonly event: ShopEventType;
  readonly data: ShopEventData;
}

/** The same event for a handler in the shop's own process. */
export interface HandlerMessage extends Omit<ShopMessage, 'channel'> {
  readonly channel: 'handler';
}

/** A message to deliver after a change, with its channel. */
export type OutboxMessage =
  | ShopMessage
  | HandlerMessage
  | { readonly channel: 'sms'; readonly to: string; readonly text: string }
  | {
      readonly channel: 'customerRecord';
      readonly customerId: string;
      readonly merchantUid: string;
      readonly account: VirtualAccount;
    }
  | AlertMessage
  /** For the audit log. Once it is copied there, it leaves the order, so that orders stay small. */
  | { readonly channel: 'audit'; readonly entry: AuditEntry };

/** One line for the people of the shop: an order needs attention, or a message of it is a dead letter. No personal data. */
export interface AlertMessage {
  readonly channel: 'alert';
  readonly merchantUid: string;
  readonly reason: AttentionReason;
  /** The carrier of the dead letter; absent for other attention. */
  readonly deadCarrier?: 'shop' | 'sms' | 'customerRecord' | 'audit' | 'handler';
}

/** Whether an entry tells persons of the shop, not its server or a buyer. */
export const isAlert = ({ message }: OutboxEntry): boolean => message.channel === 'alert';

export type Channel = OutboxMessage['channel'];

export const CHANNELS = [
  'shop',
  'sms',
  'customerRecord',
  'alert',
  'audit',
  'handler',
] as const satisfies readonly Channel[];

/** Every event, in the sequence of the documents. */
export const SHOP_EVENT_TYPES = Object.keys({
  'order.virtual_account_issued': 1,
  'order.virtual_account_revoked': 1,
  'order.paid': 1,
  'order.partially_cancelled': 1,
  'order.cancelled': 1,
  'order.expired': 1,
  'order.closed': 1,
  'payment.cancelled': 1,
  'payment.cancel_refused': 1,
  'payment.attention': 1,
} satisfies Record<ShopEventType, 1>) as readonly ShopEventType[];

/** Whether a message is an event for the shop: for its server or for a handler. Only these are sent again. */
export function isShopEvent(message: OutboxMessage): message is ShopMessage | HandlerMessage {
  return message.channel === 'shop' || message.channel === 'handler';
}

/** One value for each channel. */
export function perChannel<Value>(valueOf: (channel: Channel) => Value): Record<Channel, Value> {
  return Object.fromEntries(CHANNELS.map((channel) => [channel, valueOf(channel)])) as Record<Channel, Value>;
}

/** A message as its order stores it, with the progress of its delivery. */
export interface OutboxEntry {
  /** The same on every retry: the receiver's idempotency key. */
  readonly id: string;
  readonly message: OutboxMessage;
  readonly createdAt: Date;
  /** The number of claims for a delivery, also of those that were given back before the delivery began. */
  readonly attempts: number;
  /** The number of attempts made before the message was last sent again by hand. */
  readonly spentAttempts?: number;
  /** Why the last attempt failed; masked and short. */
  readonly lastError: string | null;
  /** When the receiver last accepted it; null while it waits, also to be sent again. */
  readonly deliveredAt: Date | null;
  /** When the receiver first accepted it; absent if it was never sent again. */
  readonly firstDeliveredAt?: Date;
  /** When it was last asked to be sent again, after it had been delivered. */
  readonly resentAt?: Date;
  /** When it was dead-lettered. */
  readonly deadAt?: Date;
}

/** In UTF-8. */
const MAX_ERROR_BYTES = 90;

/** The stored form of an error, masked already: an order has room for one with each message. The log has it whole. */
export function storedError(error: string): string {
  return error.slice(0, new TextEncoder().encodeInto(error, new Uint8Array(MAX_ERROR_BYTES)).read);
}

/** A receiver's refusal of a message. */
export interface Refusal {
  readonly reason: string;
  /** The delay that the receiver asks for, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** An entry for a message that has not been tried yet. */
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

/** How far an entry has come. One that is sent again waits anew. */
export function progressOf({ deliveredAt, deadAt }: OutboxEntry): 'waiting' | 'delivered' | 'dead' {
  if (deliveredAt !== null) return 'delivered';
  return deadAt === undefined ? 'waiting' : 'dead';
}

/** Whether the receiver has ever accepted it. */
export function wasDelivered({ deliveredAt, firstDeliveredAt }: OutboxEntry): boolean {
  return deliveredAt !== null || firstDeliveredAt !== undefined;
}

/** Whether a waiting entry is sent again, and was refused since: it lets all others of its channel go first. */
export function yields({ resentAt, lastError }: OutboxEntry): boolean {
  return resentAt !== undefined && lastError !== null;
}

/**
 * The open entries of one channel, the next first: in their sequence, and at the end those that yield. Only the first may be
 * delivered: each waits until the one before it is delivered or dead-lettered.
 */
export function openEntries(entries: readonly OutboxEntry[], channel: Channel): readonly OutboxEntry[] {
  const open = entries.filter((entry) => entry.message.channel === channel && progressOf(entry) === 'waiting');
  return [...open.filter((entry) => !yields(entry)), ...open.filter(yields)];
}

/** The number of attempts since the entry was written, or since it was last sent again by hand. */
export function triesOf({ attempts, spentAttempts = 0 }: OutboxEntry): number {
  return attempts - spentAttempts;
}
