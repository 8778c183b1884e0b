import type { RequestHandler } from 'express';
import type { ReplyPage } from '../pages/page-reply';

/** `GET /`: what there is to buy. */
export function showGoods(reply: ReplyPage): RequestHandler {
  return (req, res) => reply(req, res, { page: 'goods', status: 200 });
}
