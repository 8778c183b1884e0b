import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Cancel } from '../../domain/cancel/cancel';
import { toDecimal } from '../../domain/money';
import type { Order } from '../../domain/order';
import type { CancelOrder, CancelResult } from '../../services/cancel-order';
import { toCancelAnswer } from '../to-cancel-answer';
import { replyOf, sendJson, type ReplyCode } from '../replies';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { line } from '../order-fields';
import { toOrderAnswer } from '../to-order-answer';
import { impUid, OrderParams, requestId } from '../payment-ids';
import { actorOf } from '../require-key';

const digits = (maxLength: number) =>
  z.string().regex(new RegExp(`^[0-9-]{1,${maxLength}}$`), `must be 1 to ${maxLength} digits or "-"`);

/** For i'mport a missing amount or 0 means the whole balance (§5.1). Here the shop must say `all`. */
export const PostCancelBody = z
  .strictObject({
    request_id: requestId,
    reason: line(200),
    amount: z.number().positive('must be more than 0; say "all": true to give back all that is left').optional(),
    all: z.literal(true, 'must be true, or absent').optional(),
    imp_uid: impUid.optional(),
    tax_free: z.number().nonnegative().optional(),
    vat_amount: z.number().nonnegative().optional(),
    retain_promotion: z.boolean().optional(),
    extra: z.strictObject({ requester: z.enum(['customer', 'admin'], 'must be customer or admin') }).optional(),
    refund: z
      .strictObject({
        holder: line(40).optional(),
        bank: z
          .string()
          .regex(/^[A-Za-z0-9_]{1,20}$/, 'must be i’mport’s code of a bank')
          .optional(),
        account: digits(40).optional(),
        tel: digits(20).optional(),
      })
      .optional(),
  })
  .superRefine(({ amount, all }, context) => {
    if ((amount === undefined) === (all === undefined)) {
      const message = 'say either how much, or "all": true for all that is left';
      context.addIssue({ code: 'custom', path: ['amount'], message });
    }
  });

/** `POST /orders/:merchant_uid/cancel`: the shop's server refunds a payment or closes an unpaid order. */
export function postCancel(cancel: CancelOrder): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(OrderParams, req.params);
    const body = parseRequest(PostCancelBody, req.body);
    const result = await cancel(
      {
        merchantUid: merchant_uid,
        requestId: body.request_id,
        impUid: body.imp_uid ?? null,
        amount: body.amount ?? null,
        taxFree: body.tax_free ?? null,
        vatAmount: body.vat_amount ?? null,
        retainPromotion: body.retain_promotion ?? null,
        requester: body.extra?.requester ?? null,
        reason: body.reason,
        refund: body.refund ?? null,
        fingerprint: await fingerprintOf(merchant_uid, body),
      },
      actorOf(res),
    );
    send(res, result);
  };
}

const deriveKey = promisify<string, string, number, Buffer>(scrypt);

/** Identifies a repeated request. A slow hash, so that the stored value does not reveal an account number. */
async function fingerprintOf(merchantUid: string, body: z.output<typeof PostCancelBody>): Promise<string> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  const content = JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return (await deriveKey(content, `${merchantUid} ${body.request_id}`, 24)).toString('base64url');
}

function send(res: Response, result: CancelResult): void {
  switch (result.result) {
    case 'recorded':
      return sendCancel(res, result.order, result.cancel);
    case 'closed':
      return sendJson(res, replyOf(closedCode(result.order), { order: toOrderAnswer(result.order) }));
    case 'refundAccountMissing':
      throw new InvalidRequest(
        result.missing.map((field) => ({ field, message: 'is needed to give the money of a virtual account back' })),
      );
    case 'amountInvalid':
      throw new InvalidRequest([{ field: 'amount', message: 'is no exact amount of the payment’s currency' }]);
    case 'taxAboveAmount':
      throw new InvalidRequest([
        { field: 'tax_free', message: 'and vat_amount together are more than is to be cancelled' },
      ]);
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

function closedCode({ paidBy, attention }: Order): ReplyCode {
  // A payment from before the closing may have been reported later.
  if (paidBy !== null) return 'paidBeforeClosing';
  return attention.some(({ reason }) => reason === 'unreadable') ? 'closedUnread' : 'closed';
}

function sendCancel(res: Response, order: Order, cancel: Cancel): void {
  sendJson(res, replyOf(codeOf(cancel), { cancel: toCancelAnswer(cancel), order: toOrderAnswer(order) }));
}

function codeOf({ state, kind }: Cancel): ReplyCode {
  switch (state) {
    case 'requested':
    case 'sent':
    case 'accepted':
      return 'cancelling';
    case 'done':
      return kind === 'revoke' ? 'accountRevoked' : 'cancelDone';
    case 'refused':
    case 'dropped':
      return 'cancelRefused';
    case 'unclear':
      return 'cancelUnclear';
  }
}
