import type { RequestHandler } from 'express';
import { CheckoutClientError } from '../../../src/client';
import { MerchantUid } from '../order-request';
import { orderView } from '../order-view';
import { findOrder, type Orders } from '../orders';
import type { ReplyPage } from '../pages/page-reply';

/** `GET /orders/:merchant_uid`: the buyer's page of an order. Its script keeps asking until the order is settled. */
export function showOrder(reply: ReplyPage, orders: Orders): RequestHandler {
  return async (req, res) => {
    const merchantUid = MerchantUid.safeParse(req.params['merchant_uid']);
    if (!merchantUid.success) return reply(req, res, { page: 'notFound', status: 404 });
    const order = await unlessUnavailable(findOrder(orders, merchantUid.data));
    if (order === null) return reply(req, res, { page: 'notFound', status: 404 });
    const view = order === 'unavailable' ? null : orderView(order);
    reply(req, res, { page: 'order', status: 200, merchantUid: merchantUid.data, view });
  };
}

/** Whoever has just paid must not see an error page: the page comes anyway, and asks again. */
async function unlessUnavailable<T>(answer: Promise<T>): Promise<T | 'unavailable'> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CheckoutClientError) return 'unavailable';
    throw error;
  }
}
