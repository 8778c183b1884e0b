import type { Request, RequestHandler } from 'express';
import { InvalidRequest, parseRequest } from '../../http/invalid-request';
import { GetOrdersQuery, readOrderList, type OrderListPage } from '../../http/order-list';
import type { ListOrders } from '../../services/list-orders';
import { deskOf } from '../desk-session';
import type { AskedOrders } from '../orders/order-filters';
import { OrdersPage } from '../pages/orders-page';
import { sendPage } from '../send-page';
import { ordersTexts, type OrdersField } from '../texts/orders-texts';

export interface OrdersRouteDeps {
  readonly listOrders: ListOrders;
}

const NOTHING: OrderListPage = { orders: [], next: null };

/** `GET /desk/orders`: the orders that have all of the filters, by the query of the API's `GET /orders`. */
export function getOrders({ listOrders }: OrdersRouteDeps): RequestHandler {
  return async (req, res) => {
    const { context } = deskOf(res);
    const query = givenOf(req.query);
    const asked = askedOf(query);
    try {
      const page = await readOrderList(listOrders, parseRequest(GetOrdersQuery, query));
      sendPage(res, <OrdersPage context={context} asked={asked} wrong={[]} {...page} />);
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      const wrong = wrongFieldsOf(error);
      // A parameter that is none of the list's.
      if (wrong.length === 0) throw error;
      sendPage(res, <OrdersPage context={context} asked={asked} wrong={wrong} {...NOTHING} />, 400);
    }
  };
}

/** A form sends its empty fields, too. */
function givenOf(query: Request['query']): Readonly<Record<string, unknown>> {
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(query)) {
    const trimmed = typeof value === 'string' ? value.trim() : value;
    if (trimmed !== '') given.set(name, trimmed);
  }
  return Object.fromEntries(given);
}

const TEXTS = [
  'merchant_uid_prefix',
  'imp_uid',
  'customer_id',
  'created_from',
  'created_to',
  'paid_from',
  'paid_to',
] as const;

function askedOf(query: Readonly<Record<string, unknown>>): AskedOrders {
  const texts = TEXTS.flatMap((name) => {
    const value = query[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const states = [query['status']].flat().flatMap((value) => (typeof value === 'string' ? value.split(',') : []));
  return { texts: Object.fromEntries(texts), states, needsAttention: query['needs_attention'] === 'true' };
}

/** The filters of an error. `status.0` is one of the states. */
function wrongFieldsOf({ errors }: InvalidRequest): readonly OrdersField[] {
  const known = Object.keys(ordersTexts('en').problems) as OrdersField[];
  const named = new Set(errors.map(({ field }) => field.split('.', 1)[0]));
  return known.filter((field) => named.has(field));
}
