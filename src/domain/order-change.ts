import type { AttentionEntry, HistoryEntry, Order } from './order';
import type { OutboxMessage } from './outbox';

/** What every change of an order says anew, also where it stays as it is. */
type Facts = Pick<Order, 'state' | 'paidBy' | 'virtualAccount' | 'payments' | 'unlistedAccounts' | 'cancels'>;

/** What only some changes touch: an amendment, an acceptance, a closing, a reminder. What is absent stays. */
type Terms = Pick<
  Order,
  'name' | 'amount' | 'expiresAt' | 'earlierAmounts' | 'preparedAt' | 'closedAt' | 'closing' | 'remindedOf'
>;

/** What a report or a request changes in an order; stored in one write, together with the messages that follow from it. */
export interface OrderChange extends Facts, Partial<Terms> {
  /** To be appended. */
  readonly history: readonly HistoryEntry[];
  /** To be appended. */
  readonly attention: readonly AttentionEntry[];
  /** To be put into the outbox. */
  readonly messages: readonly OutboxMessage[];
  /** When its deadline was changed; its next look-up is then planned anew. Absent where it was not. */
  readonly endChangedAt?: Date;
}

/** A change of nothing. */
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

/** The fields that a change sets, each with its new value. */
export function changedFields({
  history: _h,
  attention: _a,
  messages: _m,
  endChangedAt: _e,
  ...fields
}: OrderChange): Facts & Partial<Terms> {
  return fields;
}

/** The order as it stands once a change is stored, if nobody else changes it. */
export function orderAfter(order: Order, change: OrderChange): Order {
  const { history, attention } = change;
  const attentionSince = order.attentionSince ?? attention[0]?.at;
  return {
    ...order,
    ...changedFields(change),
    revision: order.revision + 1,
    history: [...order.history, ...history],
    attention: [...order.attention, ...attention],
    ...(attentionSince && { attentionSince }),
  };
}
