import type { RequestHandler, Response } from 'express';
import type { Cancel } from '../../domain/cancel/cancel';
import { toDecimal } from '../../domain/money';
import type { Order } from '../../domain/order';
import type { CancelOrder, CancelResult } from '../../services/cancel-order';
import { cancelReplyCode, closedReplyCode } from '../cancel-reply-code';
import { PostCancelBody, toCancelRequest } from '../cancel-request';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { orderForKey } from '../order-for-key';
import { OrderParams } from '../payment-ids';
import { replyOf, sendJson } from '../replies';
import { actorOf } from '../require-key';
import { toCancelAnswer } from '../to-cancel-answer';

/** `POST /orders/:merchant_uid/cancel`: the shop's server refunds a payment or closes an unpaid order. */
export function postCancel(cancel: CancelOrder): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const body = parseRequest(PostCancelBody, req.body);
    send(res, await cancel(await toCancelRequest(merchant_uid, body), actorOf(res)));
  };
}

function send(res: Response, result: CancelResult): void {
  switch (result.result) {
    case 'recorded':
      return sendCancel(res, result.order, result.cancel);
    case 'closed':
      return sendJson(res, replyOf(closedReplyCode(result.order), { order: orderForKey(res, result.order) }));
    case 'refundAccountMissing':
      throw invalidCancel(result);
    case 'amountInvalid':
    case 'taxAboveAmount':
      throw invalidCancel({ result: result.result });
    case 'cancellableChanged':
    case 'nothingToCancel':
    case 'aboveBalance':
      return sendJson(res, replyOf(result.result, { cancellable: toDecimal(result.left, result.currency) }));
    case 'orderNotFound':
    case 'paymentNotFound':
    case 'requestConflict':
    case 'tooManyCancels':
      return sendJson(res, replyOf(result.result));
  }
}

type InvalidCancel =
  Extract<CancelResult, { result: 'refundAccountMissing' }> | { readonly result: 'amountInvalid' | 'taxAboveAmount' };

/** The error of a request that the payment does not allow. */
export function invalidCancel(result: InvalidCancel): InvalidRequest {
  switch (result.result) {
    case 'refundAccountMissing':
      return new InvalidRequest(
        result.missing.map((field) => ({ field, message: 'is needed to give the money of a virtual account back' })),
      );
    case 'amountInvalid':
      return new InvalidRequest([{ field: 'amount', message: 'is no exact amount of the payment’s currency' }]);
    case 'taxAboveAmount':
      return new InvalidRequest([
        { field: 'tax_free', message: 'and vat_amount together are more than is to be cancelled' },
      ]);
  }
}

function sendCancel(res: Response, order: Order, cancel: Cancel): void {
  const fields = { cancel: toCancelAnswer(cancel), order: orderForKey(res, order) };
  sendJson(res, replyOf(cancelReplyCode(cancel), fields));
}
