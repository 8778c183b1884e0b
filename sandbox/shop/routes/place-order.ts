import type { RequestHandler } from 'express';
import type { NewOrder } from '../../../src/client';
import { findGoods, type Goods } from '../goods';
import { languageOf, type Language } from '../language';
import { OrderRequest } from '../order-request';
import type { Orders } from '../orders';
import { paymentRequest } from '../payment-request';
import type { ShopSettings } from '../shop-options';

/** What placing an order needs. */
export type PlaceOrderDeps = { readonly orders: Orders } & Pick<
  ShopSettings,
  'serviceUrl' | 'serviceUrlOfServers' | 'channelKey' | 'easyPayChannelKey' | 'now'
>;

/**
 * `POST /api/orders`: a browser wants to buy. The price is looked up here, the order is registered with the service, and
 * only then the browser gets what `IMP.request_pay` needs.
 */
export function placeOrder(deps: PlaceOrderDeps): RequestHandler {
  return async (req, res) => {
    const request = OrderRequest.parse(req.body);
    const goods = findGoods(request.goods);
    if (goods === undefined) {
      res.status(404).json({ status: 'goodsNotFound', message: 'No such goods' });
      return;
    }
    const result = await deps.orders().register(newOrder(goods, request, languageOf(req)));
    if (result.status !== 'ok') throw new Error(`the service refused to register an order: ${result.status}`);
    const { order } = result;
    res.status(201).json({
      merchant_uid: order.merchant_uid,
      order_path: `/orders/${order.merchant_uid}`,
      payment: paymentRequest(order, request, deps),
    });
  };
}

function newOrder(goods: Goods, { quantity, customer }: OrderRequest, language: Language): NewOrder {
  const { name, tel, email } = customer ?? {};
  return {
    name: goods.name[language] + (quantity > 1 ? ` × ${quantity}` : ''),
    amount: goods.price * quantity,
    buyer: customer
      ? {
          ...(name !== undefined && { name }),
          ...(tel !== undefined && { tel }),
          ...(email !== undefined && { email }),
        }
      : null,
  };
}
