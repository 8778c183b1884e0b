import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { ConfirmPayment, ConfirmRefusal } from '../../services/confirm-payment';
import { createErrorReply, setStatus } from '../replies';
import { parseRequest } from '../invalid-request';
import { logOf } from '../log-of';
import { foreignMerchantUid, impUid } from '../payment-ids';
import type { SenderOf } from '../sender-of';

const decimalText = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,3})?$/, 'must be a number')
  .transform(Number);
export const PostConfirmBody = z.object({
  imp_uid: impUid,
  merchant_uid: foreignMerchantUid,
  /** A form carries it as text. */
  amount: z.number().or(decimalText),
  currency: z.string().nullish(),
});

/** Texts for the buyer in the payment window (§6). */
const REASONS: Readonly<Record<ConfirmRefusal, string>> = {
  orderUnknown: '주문을 찾을 수 없습니다.',
  orderClosed: '판매자가 마감한 주문입니다.',
  orderExpired: '결제 기한이 지난 주문입니다.',
  alreadyPaid: '이미 결제된 주문입니다.',
  amountDiffers: '결제 금액이 주문 금액과 다릅니다.',
  shopRefused: '판매자가 결제를 거절했습니다.',
  shopUnavailable: '판매자의 확인을 받지 못했습니다. 잠시 후 다시 시도해 주세요.',
};
const REFUSED = 409;
const NOT_NOW = '일시적인 오류로 결제를 확인하지 못했습니다. 잠시 후 다시 시도해 주세요.';

/**
 * `POST /payments/confirm`: i'mport asks before it approves a payment (§6). Only a 200 lets the payment continue. Every
 * other answer, faults included, stops it.
 */
export function postConfirm(deps: {
  readonly confirmPayment: ConfirmPayment;
  readonly senderOf: SenderOf;
}): [RequestHandler, ErrorRequestHandler] {
  const handler: RequestHandler = async (req, res) => {
    const body = parseRequest(PostConfirmBody, req.body);
    const { imp_uid, merchant_uid } = body;
    const confirmation = await deps.confirmPayment({
      impUid: imp_uid,
      merchantUid: merchant_uid,
      amount: body.amount,
      currency: body.currency ?? undefined,
      sender: deps.senderOf(req),
    });
    const outcome = confirmation.mayApprove ? 'mayApprove' : confirmation.refusal;
    logOf(req).info({ imp_uid, merchant_uid, outcome }, 'confirm call answered');
    if (confirmation.mayApprove) return void res.status(200).json({});
    refuse(res.status(REFUSED), confirmation.reason || REASONS[confirmation.refusal]);
  };
  return [handler, createErrorReply((_req, res, { code }) => refuse(setStatus(res, code), NOT_NOW))];
}

function refuse(res: Response, reason: string): void {
  res.json({ reason });
}
