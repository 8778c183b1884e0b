import type { RequestHandler } from 'express';
import { MerchantUid } from '../order-request';
import { orderView } from '../order-view';
import { findOrder, type Orders } from '../orders';

/** `GET /api/orders/:merchant_uid`: how the order stands, as the service says it. */
export function readOrderView(orders: Orders): RequestHandler {
  return async (req, res) => {
    const merchantUid = MerchantUid.safeParse(req.params['merchant_uid']);
    const order = merchantUid.success ? await findOrder(orders, merchantUid.data) : null;
    if (order === null) {
      res.status(404).json({ status: 'orderNotFound', message: 'No such order' });
      return;
    }
    res.json(orderView(order));
  };
}
