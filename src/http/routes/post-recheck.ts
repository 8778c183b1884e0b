import type { RequestHandler } from 'express';
import type { RecheckOrder } from '../../services/recheck-order';
import { parseRequest } from '../invalid-request';
import { orderForKey } from '../order-for-key';
import { OrderParams } from '../payment-ids';
import { actorOf } from '../require-key';
import { replyOf, sendJson } from '../replies';

/** `POST /orders/:merchant_uid/recheck`: asks i'mport for the payments of an order now, and says what differed. */
export function postRecheck(recheck: RecheckOrder): RequestHandler {
  return async (req, res) => {
    const found = await recheck(parseRequest(OrderParams, req.params).merchant_uid, actorOf(res));
    if (found.result === 'orderNotFound') return sendJson(res, replyOf('orderNotFound'));
    const { order, payments, findings, unreadable } = found;
    sendJson(
      res,
      replyOf('rechecked', {
        payments: payments.map(({ impUid, statusText }) => ({ imp_uid: impUid, status: statusText })),
        differences: findings.map(({ impUid, outcome, before, after }) => ({
          imp_uid: impUid,
          outcome,
          before,
          after,
        })),
        unreadable: unreadable.length,
        order: orderForKey(res, order),
      }),
    );
  };
}
