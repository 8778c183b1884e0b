import { z } from 'zod';
import { ORDER_TRANSITIONS, type OrderState } from '../domain/order-state';
import type { Order } from '../domain/order';
import type { OrderFilter, Period } from '../domain/order-filter';
import { MAX_PREFIX_KEYS, type ListOrders } from '../services/list-orders';
import { InvalidRequest } from './invalid-request';
import { dayOrMoment, periodOf } from './korean-period';
import { CURSOR_LENGTH, readCursor, writeCursor } from './list-cursor';
import { line } from './order-fields';
import { impUid, merchantUid } from './payment-ids';

const STATES = Object.keys(ORDER_TRANSITIONS) as [OrderState, ...OrderState[]];
const state = z.enum(STATES, `must be of ${STATES.join(', ')}`);

export const GetOrdersQuery = z.strictObject({
  /** Several by commas, or as a repeated parameter. */
  status: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((text) => text.split(',')))
    // The number first: each wrong state is an issue of its own.
    .pipe(z.array(z.string()).max(STATES.length, `must name at most ${STATES.length} states`))
    .pipe(z.array(state))
    .optional(),
  needs_attention: z.literal('true', 'must be true, or absent').optional(),
  customer_id: line(64).optional(),
  imp_uid: impUid.optional(),
  merchant_uid_prefix: merchantUid.optional(),
  created_from: dayOrMoment.optional(),
  created_to: dayOrMoment.optional(),
  paid_from: dayOrMoment.optional(),
  paid_to: dayOrMoment.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(CURSOR_LENGTH).optional(),
});

export type OrdersQuery = z.output<typeof GetOrdersQuery>;

/** One page of a list of orders; `next` is the `after` of the next page, null on the last one. */
export interface OrderListPage {
  readonly orders: readonly Order[];
  readonly next: string | null;
}

/**
 * Reads the page of a checked query.
 *
 * @throws InvalidRequest for a period that ends before it begins, a cursor of other filters, a prefix of too many orders
 */
export async function readOrderList(list: ListOrders, query: OrdersQuery): Promise<OrderListPage> {
  const { limit, after } = query;
  const filter = filterOf(query);
  const name = JSON.stringify(filter);
  const place = after === undefined ? null : readCursor(name, after);
  const page = await list(filter, { limit, after: place && { at: place.at, merchantUid: place.key } });
  if (page.result === 'tooMany') {
    const message = `begins more than ${MAX_PREFIX_KEYS} keys: add further letters`;
    throw new InvalidRequest([{ field: 'merchant_uid_prefix', message }]);
  }
  const next = page.next && writeCursor(name, { at: page.next.at, key: page.next.merchantUid });
  return { orders: page.orders, next };
}

function filterOf(query: OrdersQuery): OrderFilter {
  const { status, paid_from, paid_to } = query;
  return {
    states: status === undefined ? null : STATES.filter((each) => status.includes(each)),
    needsAttention: query.needs_attention !== undefined,
    customerId: query.customer_id ?? null,
    impUid: query.imp_uid ?? null,
    prefix: query.merchant_uid_prefix ?? null,
    created: readPeriod('created_to', query.created_from, query.created_to),
    paid: paid_from === undefined && paid_to === undefined ? null : readPeriod('paid_to', paid_from, paid_to),
  };
}

function readPeriod(field: string, from: string | undefined, to: string | undefined): Period {
  const period = periodOf(from, to);
  if (period === null) throw new InvalidRequest([{ field, message: 'must be later than the start of the period' }]);
  return period;
}
