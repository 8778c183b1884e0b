import type { RequestHandler } from 'express';
import { findGoods } from '../goods';
import type { ReplyPage } from '../pages/page-reply';

/** `GET /checkout/:goods`: who pays, and how. */
export function showCheckout(reply: ReplyPage): RequestHandler {
  return (req, res) => {
    const goods = findGoods(String(req.params['goods']));
    if (goods === undefined) return reply(req, res, { page: 'notFound', status: 404 });
    reply(req, res, { page: 'checkout', status: 200, goods });
  };
}
