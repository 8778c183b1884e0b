import type { RequestHandler } from 'express';
import { MerchantUid } from '../order-request';
import type { ReplyPage } from '../pages/page-reply';

/**
 * `GET /result`: the service sends a phone here after paying. The query is the visitor's to edit, so nothing of it is
 * believed: the order's own page asks the service how the order stands.
 */
export function receiveResult(reply: ReplyPage): RequestHandler {
  return (req, res) => {
    const merchantUid = MerchantUid.safeParse(req.query['merchant_uid']);
    if (!merchantUid.success) return reply(req, res, { page: 'notFound', status: 404 });
    res.redirect(303, `/orders/${merchantUid.data}`);
  };
}
