import type { RequestHandler } from 'express';
import { z } from 'zod';
import { decimalsOf, toAmount } from '../../domain/money';
import type { OrderRequest, RegisterOrder } from '../../services/register-order';
import { replyOf, sendJson } from '../replies';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { line, isoTime, orderName } from '../order-fields';
import { orderForKey } from '../order-for-key';
import { merchantUid } from '../payment-ids';
import { actorOf } from '../require-key';

const MAX_TEXT = 256;

/** Empty, or only signs such as "--": what forms send for an empty field. The contract names the signs of ASCII. */
const emptyText = z
  .string()
  .regex(/^[^\p{L}\p{N}\p{Cc}\p{Cs}]{0,64}$/u)
  .meta({ pattern: '^[ -/:-@\\[-`{-~]{0,64}$' });

/** An optional field of the buyer. */
const buyerText = (maxLength: number) =>
  emptyText
    .transform(() => undefined)
    .or(line(maxLength))
    .nullish()
    .transform((text) => text ?? undefined);

/** Unknown fields are refused, because a misspelt `expires_at` would create an order that never expires. */
export const PostOrderBody = z
  .strictObject({
    merchant_uid: merchantUid.optional(),
    name: orderName,
    amount: z.number('must be a number').positive('must be more than 0'),
    currency: z
      .string()
      .refine((code) => decimalsOf(code) !== undefined, 'must be an ISO 4217 code such as KRW or USD')
      .default('KRW'),
    customer_id: line(64).nullish(),
    buyer: z
      .strictObject({
        name: buyerText(MAX_TEXT),
        email: buyerText(MAX_TEXT),
        tel: buyerText(64),
        addr: buyerText(MAX_TEXT),
        postcode: buyerText(16),
      })
      .nullish(),
    expires_at: isoTime.nullish(),
  })
  .transform(({ amount, currency, ...body }, context): OrderRequest => {
    const exact = toAmount(amount, currency);
    if (exact === null) {
      const decimals = decimalsOf(currency) ?? 0;
      const message = decimals === 0 ? 'must be a whole number' : `must have at most ${decimals} decimals`;
      context.addIssue({ code: 'custom', path: ['amount'], message: `${message} in ${currency}` });
      return z.NEVER;
    }
    return {
      merchantUid: body.merchant_uid ?? null,
      name: body.name,
      amount: exact,
      currency,
      customerId: body.customer_id ?? null,
      buyer: Object.values(body.buyer ?? {}).some((text) => text !== undefined) ? (body.buyer ?? null) : null,
      expiresAt: body.expires_at ? new Date(body.expires_at) : null,
    };
  });

/** `POST /orders`: the shop's server registers an order before the payment window opens. */
export function postOrder(register: RegisterOrder): RequestHandler {
  return async (req, res) => {
    const registration = await register(parseRequest(PostOrderBody, req.body), actorOf(res));
    switch (registration.result) {
      case 'created':
        res
          .status(201)
          .location(`/orders/${registration.order.merchantUid}`)
          .json(orderForKey(res, registration.order));
        return;
      case 'unchanged':
        res.json(orderForKey(res, registration.order));
        return;
      case 'conflict':
        return sendJson(res, replyOf('orderConflict'));
      case 'expiresInPast':
        throw new InvalidRequest([{ field: 'expires_at', message: 'must be in the future' }]);
    }
  };
}
