import type { LogEntry } from './log-entry';
import type { AttentionEntry, HistoryEntry, Order } from './order';
import { ORDER_LIMITS } from './order-limits';
import type { OutboxEntry, OutboxMessage } from './outbox';

/** Fields that every change sets, also if the value stays. */
type Facts = Pick<Order, 'state' | 'paidBy' | 'virtualAccount' | 'payments' | 'unlistedAccounts' | 'cancels'>;

/** Fields that only some changes set: an amendment, an acceptance, a closing, a reminder. An absent field stays. */
type Terms = Pick<
  Order,
  'name' | 'amount' | 'expiresAt' | 'earlierAmounts' | 'preparedAt' | 'closedAt' | 'closing' | 'remindedOf'
>;

/** Delivered messages that are sent again under their ids. */
export interface Resend {
  /** As they were read, with their positions in the outbox. */
  readonly entries: readonly { readonly position: number; readonly entry: OutboxEntry }[];
  /** The number of entries of the outbox as it was read. */
  readonly outboxSize: number;
  readonly at: Date;
  /** The `request_id` of the resend of a period; null where the shop named the order or the message. */
  readonly requestId: string | null;
}

/** A change of an order by a report or a request. One write stores it together with the messages that it causes. */
export interface OrderChange extends Facts, Partial<Terms> {
  /** Entries to append. The order keeps the newest (ORDER_LIMITS). */
  readonly history: readonly HistoryEntry[];
  /** Entries to append. */
  readonly attention: readonly AttentionEntry[];
  /** Messages for the outbox. */
  readonly messages: readonly OutboxMessage[];
  /** Messages to be sent again. Absent if there are none. */
  readonly resend?: Resend;
  /** Entries to append to the log. Absent before `updateOrder` adds them. */
  readonly log?: readonly LogEntry[];
  /** When the deadline was changed, so that the next poll is planned again. Absent if it was not. */
  readonly endChangedAt?: Date;
}

/** A change that keeps every field: the base of changes that set only a few. */
export function noChange({ state, paidBy, virtualAccount, payments, unlistedAccounts, cancels }: Order): OrderChange {
  return {
    state,
    paidBy,
    virtualAccount,
    payments,
    unlistedAccounts,
    cancels,
    history: [],
    attention: [],
    messages: [],
  };
}

/** The order's fields that a change sets, without what it appends. */
export function changedFields({
  history: _h,
  attention: _a,
  messages: _m,
  endChangedAt: _e,
  log: _l,
  resend: _r,
  ...fields
}: OrderChange): Facts & Partial<Terms> {
  return fields;
}

/** The order after the write of a change. */
export function orderAfter(order: Order, change: OrderChange): Order {
  const { history, attention } = change;
  const attentionSince = order.attentionSince ?? attention[0]?.at;
  return {
    ...order,
    ...changedFields(change),
    revision: order.revision + 1,
    history: [...order.history, ...history].slice(-ORDER_LIMITS.history),
    attention: [...order.attention, ...attention],
    ...(attentionSince && { attentionSince }),
  };
}
