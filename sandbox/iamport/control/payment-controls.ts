import { z } from 'zod';
import type { Payments } from '../payments/payments';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';
import { accountSchema, paymentFieldsSchema, urlSchema } from './payment-schema';

const reason = z.string().min(1);
const newPaymentSchema = paymentFieldsSchema.required({ merchant_uid: true, amount: true }).extend({
  notice_url: z.union([urlSchema, z.array(urlSchema)]).optional(),
  confirm_url: urlSchema.optional(),
  extension: z.record(z.string(), z.unknown()).optional(),
});
const distortionSchema = z.strictObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  remove: z.array(z.string()).default([]),
});

/** Payments by hand: put in place, look, change. */
export function paymentControls(payments: Payments): ControlRoute[] {
  return [
    bodyRoute(
      {
        name: 'POST /payments',
        about: 'Create a payment in any state, without a webhook; any field of the payment object may be given',
        example: { merchant_uid: 'order-1', amount: 1004, status: 'paid' },
        body: newPaymentSchema,
      },
      ({ body: { notice_url, confirm_url, extension, ...fields } }) =>
        payments.create(fields, {
          noticeUrls: [notice_url ?? []].flat(),
          confirmUrl: confirm_url ?? null,
          extension: extension ?? {},
        }),
    ),
    plainRoute('GET /payments', 'All payments, oldest first', () => payments.all()),
    plainRoute('GET /payments/:imp_uid', 'One payment as the API shows it', ({ params }) =>
      payments.shown(idIn(params), true),
    ),
    bodyRoute(
      {
        name: 'PATCH /payments/:imp_uid',
        about: 'Change any field, without a webhook',
        example: { amount: 10 },
        body: paymentFieldsSchema,
      },
      ({ params, body }) => payments.change(idIn(params), body),
    ),
    bodyRoute(
      {
        name: 'PUT /payments/:imp_uid/distortion',
        about: 'Show fields of wrong types, unknown fields, or leave fields out; on the wire only',
        example: { fields: { amount: 'a lot', brand_new_field: 1 }, remove: ['currency'] },
        body: distortionSchema,
      },
      ({ params, body: { fields, remove } }) =>
        payments.distort(idIn(params), { ...fields, ...Object.fromEntries(remove.map((name) => [name, undefined])) }),
    ),
    plainRoute('DELETE /payments/:imp_uid/distortion', 'Show the payment as it is again', ({ params }) =>
      payments.distort(idIn(params), null),
    ),
  ];
}

/** What happens to a payment: each with the webhook that i'mport would send, or would not. */
export function paymentEventControls(payments: Payments): ControlRoute[] {
  return [
    plainRoute('POST /payments/:imp_uid/approve', 'Approve, also a failed one, late; webhook `paid`', ({ params }) =>
      payments.approve(idIn(params)),
    ),
    bodyRoute(
      {
        name: 'POST /payments/:imp_uid/decline',
        about: 'Decline; no webhook',
        example: { reason: '한도초과' },
        body: z.strictObject({ reason: reason.optional() }),
      },
      ({ params, body }) => payments.decline(idIn(params), body.reason),
    ),
    bodyRoute(
      {
        name: 'POST /payments/:imp_uid/virtual-account',
        about: 'Issue a virtual account; webhook `ready`',
        example: { vbank_code: '088' },
        body: accountSchema,
      },
      ({ params, body }) => payments.issueVirtualAccount(idIn(params), body),
    ),
    bodyRoute(
      {
        name: 'POST /payments/:imp_uid/deposit',
        about: 'Pay into the virtual account, also late or after revocation; webhook `paid`',
        body: z.strictObject({ amount: z.number().positive().optional() }),
      },
      ({ params, body }) => payments.deposit(idIn(params), body.amount),
    ),
    plainRoute('POST /payments/:imp_uid/revoke', 'Revoke the virtual account; no webhook', ({ params }) =>
      payments.revoke(idIn(params)),
    ),
    plainRoute('POST /payments/:imp_uid/expire', "Let the account's deadline pass; no webhook", ({ params }) =>
      payments.expire(idIn(params)),
    ),
    bodyRoute(
      {
        name: 'POST /payments/:imp_uid/console-cancel',
        about: 'Cancel in the console, whole or in part; webhook `cancelled`',
        example: { amount: 4, reason: '부분 반품' },
        body: z.strictObject({ amount: z.number().nonnegative().optional(), reason: reason.optional() }),
      },
      ({ params, body }) => payments.consoleCancel(idIn(params), body),
    ),
    plainRoute(
      'POST /payments/:imp_uid/finish-cancel',
      'Finish refunds that are under way (`cancelMode`); webhook `cancelled`',
      ({ params }) => payments.finishCancel(idIn(params)),
    ),
  ];
}

function idIn(params: Record<string, string>): string {
  return params['imp_uid'] ?? '';
}
