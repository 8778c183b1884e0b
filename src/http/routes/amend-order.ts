import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Amendment, AmendResult } from '../../services/amend-order';
import { replyOf, sendJson } from '../error-reply';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { orderReply } from '../order-reply';
import { orderName } from '../order-fields';
import { merchantUid } from '../payment-ids';

const Params = z.object({ merchant_uid: merchantUid });
const Body = z
  .strictObject({ name: orderName.optional(), amount: z.number().positive().optional() })
  .refine(({ name, amount }) => name !== undefined || amount !== undefined, 'must have a name or an amount');

/** `PATCH /orders/:merchant_uid`: the shop changes what is to be paid, while nothing is. */
export function amendOrder(amend: (amendment: Amendment) => Promise<AmendResult>): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(Params, req.params);
    const amendment = await amend({ merchantUid: merchant_uid, ...parseRequest(Body, req.body) });
    switch (amendment.result) {
      case 'amended':
        res.json(orderReply(amendment.order));
        return;
      case 'orderNotFound':
        return sendJson(res, replyOf('orderNotFound'));
      case 'locked':
        return sendJson(res, replyOf('orderLocked'));
      case 'amountInvalid':
        throw new InvalidRequest([{ field: 'amount', message: 'is no exact amount of the order’s currency' }]);
    }
  };
}
