import { moneyTimesOf } from './money-times';
import { openAttention } from './open-attention';
import type { AttentionReason, Order } from './order';
import type { OrderState } from './order-state';

/** A period of time: from the first moment up to, but not including, the second. Null is open. */
export interface Period {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** A period with both ends. */
export interface ClosedPeriod {
  readonly from: Date;
  readonly to: Date;
}

/** Which orders to list. Null takes all. */
export interface OrderFilter {
  readonly states: readonly OrderState[] | null;
  /** Only orders with attention that nobody has acknowledged. */
  readonly needsAttention: boolean;
  /** Only orders with unacknowledged attention of this reason. @default any */
  readonly attentionReason?: AttentionReason;
  readonly customerId: string | null;
  /** Of a payment; i'mport says of which order it is. */
  readonly impUid: string | null;
  /** What the `merchantUid` begins with. */
  readonly prefix: string | null;
  /** When the order was registered. */
  readonly created: Period;
  /** When the order was first paid. */
  readonly paid: Period | null;
}

export const ANY_TIME: Period = { from: null, to: null };
/** The filter that takes every order. */
export const ALL_ORDERS: OrderFilter = {
  states: null,
  needsAttention: false,
  customerId: null,
  impUid: null,
  prefix: null,
  created: ANY_TIME,
  paid: null,
};

/** Whether an order is one of those that the filter asks for, apart from the payment. */
export function isWanted(order: Order, filter: OrderFilter): boolean {
  const { states, needsAttention, attentionReason, customerId, prefix, created, paid } = filter;
  return (
    (states === null || states.includes(order.state)) &&
    (!needsAttention || order.attentionSince !== undefined) &&
    (attentionReason === undefined || openAttention(order).some(({ reason }) => reason === attentionReason)) &&
    (customerId === null || order.customerId === customerId) &&
    (prefix === null || order.merchantUid.startsWith(prefix)) &&
    isWithin(order.createdAt, created) &&
    (paid === null || wasPaidWithin(order, paid))
  );
}

function wasPaidWithin(order: Order, period: Period): boolean {
  const times = moneyTimesOf(order);
  return times !== null && isWithin(times.firstAt, period);
}

export function isWithin(at: Date, { from, to }: Period): boolean {
  return (from === null || at >= from) && (to === null || at < to);
}
