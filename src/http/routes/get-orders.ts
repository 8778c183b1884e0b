import type { RequestHandler } from 'express';
import type { ListOrders } from '../../services/list-orders';
import { parseRequest } from '../invalid-request';
import { GetOrdersQuery, readOrderList } from '../order-list';
import { toOrderAnswer } from '../to-order-answer';

/** `GET /orders`: the orders that have all of the filters, the newest first. */
export function getOrders(list: ListOrders): RequestHandler {
  return async (req, res) => {
    const { orders, next } = await readOrderList(list, parseRequest(GetOrdersQuery, req.query));
    res.json({ orders: orders.map(toOrderAnswer), next });
  };
}
