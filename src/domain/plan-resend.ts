import type { Actor } from './access-key';
import type { Order } from './order';
import { noChange, type OrderChange } from './order-change';
import { isWithin, type ClosedPeriod, type Period } from './order-filter';
import { ORDER_LIMITS } from './order-limits';
import { isAlert, isShopEvent, progressOf, wasDelivered, type Channel, type OutboxEntry } from './outbox';

/** An order with its messages, in the sequence in which they were written. */
export interface OrderWithOutbox extends Order {
  readonly outbox: readonly OutboxEntry[];
}

/**
 * What becomes of one message that the shop asks for again.
 *
 * - `messageNotFound`: the order has no such message, and has dropped none
 * - `messageGone`: the order has no such message, and may have dropped it
 * - `messageWaiting`: it was never delivered, and is still tried
 */
export type MessageAnswer =
  'resending' | 'messageNotFound' | 'messageGone' | 'messageWaiting' | 'messageDead' | 'notForShop';

/** The change that sends a message again; null where nothing changes, as for one that is being sent again already. */
export interface MessageResend {
  readonly change: OrderChange | null;
  readonly answer: MessageAnswer;
}

/**
 * Decides upon one message. Only events for the shop are sent again: its server or handler drops an id that it has processed. A
 * text message would reach the buyer twice, and may name an account that is no longer open.
 */
export function planMessageResend(order: OrderWithOutbox, id: string, at: Date): MessageResend {
  const position = order.outbox.findIndex((each) => each.id === id);
  const entry = order.outbox[position];
  if (entry === undefined) return { change: null, answer: hasDropped(order) ? 'messageGone' : 'messageNotFound' };
  if (!isShopEvent(entry.message)) return { change: null, answer: 'notForShop' };
  switch (progressOf(entry)) {
    case 'delivered': {
      const resend = { entries: [{ position, entry }], outboxSize: order.outbox.length, at, requestId: null };
      return { change: { ...noChange(order), resend }, answer: 'resending' };
    }
    case 'waiting':
      return { change: null, answer: entry.resentAt === undefined ? 'messageWaiting' : 'resending' };
    case 'dead':
      return { change: null, answer: 'messageDead' };
  }
}

/** Whether the order may have dropped delivered messages. */
function hasDropped({ outbox }: OrderWithOutbox): boolean {
  return outbox.filter((entry) => wasDelivered(entry) && !isAlert(entry)).length >= ORDER_LIMITS.deliveredMessages;
}

/** The change that sends the events of a period again; null where there is none. */
export interface EventsResend {
  readonly change: OrderChange | null;
  /** How many events the change sends again. */
  readonly resent: number;
  /** How many wait to be sent again by an earlier request. */
  readonly underWay: number;
}

/**
 * Decides upon the events of an order that the shop's server accepted within a period, in their sequence.
 *
 * @param seenAt what was sent again since then is not sent once more. @default it is
 */
export function planEventsResend(order: OrderWithOutbox, period: Period, at: Date, seenAt?: Date): EventsResend {
  return planFor(
    order,
    { at, requestId: null },
    (entry) => !wasResentSince(entry, seenAt) && wasAccepted(entry, period),
  );
}

function wasResentSince({ resentAt }: OutboxEntry, since: Date | undefined): boolean {
  return since !== undefined && resentAt !== undefined && resentAt >= since;
}

/** A resend of the events of all orders that the shop's server accepted within a period. */
export interface PeriodResend extends ClosedPeriod {
  readonly requestId: string;
  /** When it was asked for. What was sent again since then is not sent again by it. */
  readonly requestedAt: Date;
}

/** The dead letters of a carrier. */
export interface CarrierReplay {
  readonly carrier: Channel;
  /** Who asked: the audit log names the actor for each letter. */
  readonly actor: Actor;
}

/** A resend of a period, and how far it has come. */
export interface ResendProgress extends PeriodResend {
  /**
   * The dead letters that became dead within the period are sent again, in place of the events that were delivered in it;
   * absent for events.
   */
  readonly replay?: CarrierReplay;
  /** Orders and messages that were sent again so far. */
  readonly orders: number;
  readonly messages: number;
  /** Null while it goes on. */
  readonly endedAt: Date | null;
}

/** Decides upon the events of one order for a resend of a period. Repeated, it sends nothing twice. */
export function planPeriodResend(order: OrderWithOutbox, period: PeriodResend, at: Date): EventsResend {
  const { requestId, requestedAt } = period;
  return planFor(
    order,
    { at, requestId },
    (entry) => !wasResentSince(entry, requestedAt) && wasAccepted(entry, period),
  );
}

/** Whether the shop's server accepted a delivered entry within the period: the first time, or the last time. */
function wasAccepted({ deliveredAt, firstDeliveredAt }: OutboxEntry, period: Period): boolean {
  if (deliveredAt === null) return false;
  return isWithin(deliveredAt, period) || (firstDeliveredAt !== undefined && isWithin(firstDeliveredAt, period));
}

function planFor(
  order: OrderWithOutbox,
  resend: { readonly at: Date; readonly requestId: string | null },
  isWanted: (entry: OutboxEntry) => boolean,
): EventsResend {
  const events = order.outbox
    .map((entry, position) => ({ position, entry }))
    .filter(({ entry }) => isShopEvent(entry.message));
  const entries = events.filter(({ entry }) => isWanted(entry));
  const underWay = events.filter(({ entry }) => progressOf(entry) === 'waiting' && entry.resentAt !== undefined).length;
  const outboxSize = order.outbox.length;
  const change = entries.length === 0 ? null : { ...noChange(order), resend: { ...resend, outboxSize, entries } };
  return { change, resent: entries.length, underWay };
}
