import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AmendOrder } from '../../services/amend-order';
import { replyOf, sendJson } from '../replies';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { orderForKey } from '../order-for-key';
import { isoTime, orderName } from '../order-fields';
import { OrderParams } from '../payment-ids';
import { actorOf } from '../require-key';

export const PatchOrderBody = z
  .strictObject({
    name: orderName.optional(),
    amount: z.number().positive().optional(),
    expires_at: isoTime.optional(),
  })
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'must have a name, an amount or an expires_at',
  )
  .transform(({ expires_at, ...body }) => ({
    ...body,
    expiresAt: expires_at === undefined ? undefined : new Date(expires_at),
  }));

/** `PATCH /orders/:merchant_uid`: the shop changes name, amount or deadline of an unpaid order. */
export function patchOrder(amend: AmendOrder): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const amendment = await amend(
      { merchantUid: merchant_uid, ...parseRequest(PatchOrderBody, req.body) },
      actorOf(res),
    );
    switch (amendment.result) {
      case 'amended':
        res.json(orderForKey(res, amendment.order));
        return;
      case 'orderNotFound':
        return sendJson(res, replyOf('orderNotFound'));
      case 'locked':
        return sendJson(res, replyOf('orderLocked'));
      case 'amountInvalid':
        throw new InvalidRequest([{ field: 'amount', message: 'is no exact amount of the order’s currency' }]);
      case 'expiresInPast':
        throw new InvalidRequest([{ field: 'expires_at', message: 'must be in the future' }]);
    }
  };
}
