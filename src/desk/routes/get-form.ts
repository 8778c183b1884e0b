import type { RequestHandler } from 'express';
import { OrderParams } from '../../http/payment-ids';
import { parseRequest } from '../../http/invalid-request';
import { orderPath } from '../desk-paths';

/** `GET /desk/orders/:merchant_uid/:form`: the address of a form's answer, opened anew or in the other language: the order. */
export const getForm: RequestHandler = (req, res) =>
  res.redirect(303, orderPath(parseRequest(OrderParams, req.params).merchant_uid));
