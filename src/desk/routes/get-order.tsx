import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseRequest } from '../../http/invalid-request';
import { impUid, OrderParams } from '../../http/payment-ids';
import type { ReadTimeline } from '../../http/routes/get-timeline';
import type { ReadOrder } from '../../services/read-order';
import { deskOf } from '../desk-session';
import { OrderPage } from '../pages/order-page';
import { refuseForm } from '../refuse-form';
import { sendPage } from '../send-page';

export interface OrderRouteDeps {
  readonly readOrder: ReadOrder;
  readonly readTimeline: ReadTimeline;
  readonly now: () => Date;
}

/** The payment that a link names. A text that is none names nothing. */
const Query = z.object({ imp_uid: impUid.optional().catch(undefined) });

/** `GET /desk/orders/:merchant_uid`: all about one order. As for the API, a read of an unsettled order asks i'mport. */
export function getOrder({ readOrder, readTimeline, now }: OrderRouteDeps): RequestHandler {
  return async (req, res) => {
    const { context } = deskOf(res);
    const params = OrderParams.safeParse(req.params);
    const merchantUid = params.data?.merchant_uid ?? null;
    const order = merchantUid === null ? null : await readOrder(merchantUid);
    const timeline = order && (await readTimeline(order.merchantUid));
    if (timeline === null) return refuseForm(res, merchantUid ?? '', 'orderNotFound');
    const { imp_uid = null } = parseRequest(Query, req.query);
    sendPage(res, <OrderPage context={context} timeline={timeline} impUid={imp_uid} now={now()} />);
  };
}
