import type { RequestHandler } from 'express';
import type { ReadOrder } from '../../services/read-order';
import { replyOf, sendJson } from '../replies';
import { parseRequest } from '../invalid-request';
import { toOrderAnswer } from '../to-order-answer';
import { OrderParams } from '../payment-ids';

/** `GET /orders/:merchant_uid`: the shop's server reads an order. */
export function getOrder(read: ReadOrder): RequestHandler {
  return async (req, res) => {
    const order = await read(parseRequest(OrderParams, req.params).merchant_uid);
    if (order === null) return sendJson(res, replyOf('orderNotFound'));
    res.json(toOrderAnswer(order));
  };
}
