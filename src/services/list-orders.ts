import { ALL_ORDERS, ANY_TIME, isWanted, type OrderFilter, type Period } from '../domain/order-filter';
import type { Order } from '../domain/order';
import type { OrderState } from '../domain/order-state';
import type { IndexPart, OrderKey, OrderKeys } from '../store/order-keys';
import type { Orders } from '../store/orders';
import { newestInParts, newestOf, type NextKeys } from './newest-keys';

export interface ListOrdersDeps {
  readonly keys: OrderKeys;
  readonly findOrder: Orders['findOrder'];
  readonly findOrders: Orders['findOrders'];
  /** Asks i'mport for a payment; null where it knows none. */
  readonly getPayment: (impUid: string) => Promise<{ readonly merchantUid: string } | null>;
  readonly now: () => Date;
}

/** Which page to read. */
export interface PageRequest {
  /** The last key that the page before has examined; null for the first page. */
  readonly after: OrderKey | null;
  readonly limit: number;
}

/** A page; `next` is where the next one begins, null on the last one. */
interface Page {
  readonly result: 'page';
  readonly orders: readonly Order[];
  readonly next: OrderKey | null;
}

/** `tooMany`: more than MAX_PREFIX_KEYS orders have the prefix. */
export type OrderPage = Page | { readonly result: 'tooMany' };

/** The service with its dependencies bound. */
export type ListOrders = (filter: OrderFilter, page: PageRequest) => Promise<OrderPage>;

/** The most orders of one prefix. No index sorts them by time, so all their keys are read. */
export const MAX_PREFIX_KEYS = 1_000;
/** The most orders that one page examines. A page that is not full by then ends, and the next page goes on. */
export const MAX_EXAMINED = 1_000;
/** The fewest keys that a page reads at once after its first step: each step costs a query for every part and span. */
const SMALLEST_STEP = 100;

/** Each state after those from which orders move to it; `pending` again, since an order may return to it. */
export const STATES_AS_ORDERS_MOVE: readonly OrderState[] = [
  'pending',
  'ready',
  'pending',
  'expired',
  'closed',
  'paid',
  'partially_cancelled',
  'cancelled',
];

/**
 * Lists orders, the newest first. One filter is answered by an index, the others are applied to the orders that it finds:
 *
 * - a payment: i'mport says of which order it is. So the path of a payment keeps no index of all payments.
 * - a prefix, a customer or states: by registration
 * - the attention list: by the time at which an order came there
 * - the period of payment: by the first payment
 *
 * A page ends after MAX_EXAMINED orders, so it may have fewer orders than asked for although more follow.
 *
 * @throws CheckoutError `unavailable`; for a payment also as `getPayment` does
 */
export async function listOrders(deps: ListOrdersDeps, filter: OrderFilter, page: PageRequest): Promise<OrderPage> {
  const nextKeys = await planKeys(deps, filter);
  return nextKeys === null ? { result: 'tooMany' } : readPage(deps, nextKeys, filter, page);
}

/** Lists the orders that wait for a payment, as `listOrders` does. */
export function listUnsettled(
  { keys, findOrders, now }: Pick<ListOrdersDeps, 'keys' | 'findOrders' | 'now'>,
  created: Period,
  page: PageRequest,
): Promise<Page> {
  const states = ['pending', 'ready'] as const;
  const filter = { ...ALL_ORDERS, states, created };
  return readPage({ findOrders }, newestInParts(keys, partsOf(states), created, now), filter, page);
}

async function readPage(
  { findOrders }: Pick<ListOrdersDeps, 'findOrders'>,
  nextKeys: NextKeys,
  filter: OrderFilter,
  { after, limit }: PageRequest,
): Promise<Page> {
  const orders: Order[] = [];
  let last = after;
  for (let examined = 0; examined < MAX_EXAMINED;) {
    // One more than needed, to know whether more follow. Without other filters, the first step is the whole page.
    const step = examined === 0 ? limit + 1 : Math.max(limit + 1, SMALLEST_STEP);
    const count = Math.min(step, MAX_EXAMINED - examined);
    const keys = await nextKeys(last, count);
    const found = new Map((await findOrders(keys.map(keyOf))).map((order) => [order.merchantUid, order]));
    for (const key of keys) {
      if (orders.length === limit) return { result: 'page', orders, next: last };
      last = key;
      const order = found.get(key.merchantUid);
      // An order may have changed since its key was read.
      if (order !== undefined && isWanted(order, filter)) orders.push(order);
    }
    if (keys.length < count) return { result: 'page', orders, next: null };
    examined += keys.length;
  }
  return { result: 'page', orders, next: last };
}

const keyOf = ({ merchantUid }: OrderKey) => merchantUid;

/** Chooses the filter that an index answers. @returns null where too many orders have the prefix */
async function planKeys(deps: ListOrdersDeps, filter: OrderFilter): Promise<NextKeys | null> {
  const { keys, now } = deps;
  const { impUid, prefix, customerId, needsAttention, paid, created, states } = filter;
  if (impUid !== null) return newestOf(await keysOfPayment(deps, impUid));
  if (prefix !== null) {
    const all = await keys.withPrefix(prefix, MAX_PREFIX_KEYS + 1);
    return all.length > MAX_PREFIX_KEYS ? null : newestOf(all);
  }
  if (customerId !== null) return newestInParts(keys, [{ customerId }], created, now);
  if (needsAttention) return newestInParts(keys, [{ list: 'attention' }], ANY_TIME, now);
  if (paid !== null) return newestInParts(keys, [{ list: 'paid' }], paid, now);
  return newestInParts(keys, partsOf(states), created, now);
}

/** @param states null for all */
function partsOf(states: readonly OrderState[] | null): IndexPart[] {
  return STATES_AS_ORDERS_MOVE.flatMap((state) => (states === null || states.includes(state) ? [{ state }] : []));
}

async function keysOfPayment({ getPayment, findOrder }: ListOrdersDeps, impUid: string): Promise<OrderKey[]> {
  const payment = await getPayment(impUid);
  const order = payment && (await findOrder(payment.merchantUid));
  return order === null ? [] : [{ at: order.createdAt, merchantUid: order.merchantUid }];
}
