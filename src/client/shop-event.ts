import type { webhooks } from './openapi';

type BodyOf<Name extends keyof webhooks> = webhooks[Name]['post']['requestBody']['content']['application/json'];

/** The names of the events. */
export type EventType = Exclude<keyof webhooks, 'confirm'>;

/** The fields of each event beside its body. */
export interface EventId {
  /** The `webhook-id`: the same on every repeat. Handle each id once. */
  readonly id: string;
}

/** An event that this version of the client knows. Its `type` says what happened. */
export type KnownEvent = { [Name in EventType]: EventId & Readonly<BodyOf<Name>> }[EventType];

/** An event of a later version of the service. */
export interface UnknownEvent extends EventId {
  readonly type: 'unknown';
  /** The event's own type. */
  readonly name: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** As it came; nothing of it is checked. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event, told apart by `type`. */
export type ShopEvent = KnownEvent | UnknownEvent;

/** What an event says of its order. */
export type EventData = KnownEvent['data'];

/** The question whether a payment may be approved (`CONFIRM_HOOK_URL`). */
export type ConfirmQuestion = Readonly<BodyOf<'confirm'>>;

const KNOWN: Readonly<Record<EventType, true>> = {
  'order.virtual_account_issued': true,
  'order.virtual_account_revoked': true,
  'order.paid': true,
  'order.partially_cancelled': true,
  'order.cancelled': true,
  'order.expired': true,
  'order.closed': true,
  'payment.cancelled': true,
  'payment.cancel_refused': true,
  'payment.attention': true,
};

/** Whether this version of the client knows events of that type. */
export function isKnown(type: string): type is EventType {
  return Object.hasOwn(KNOWN, type);
}
