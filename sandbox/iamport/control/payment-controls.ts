import { z } from 'zod';
import type { Payments } from '../payments/payments';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';
import { paymentFieldsSchema, urlSchema } from './payment-schema';

const newPaymentSchema = paymentFieldsSchema.required({ merchant_uid: true, amount: true }).extend({
  notice_url: z.union([urlSchema, z.array(urlSchema)]).optional(),
  confirm_url: urlSchema.optional(),
  extension: z.record(z.string(), z.unknown()).optional(),
});
const distortionSchema = z.strictObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  remove: z.array(z.string()).default([]),
});

/** Payments by hand: put in place, look, change. None of these sends a webhook. */
export function paymentControls(payments: Payments): ControlRoute[] {
  return [
    bodyRoute(
      'POST /payments',
      'Create a payment in any state; any field of the payment object may be given',
      newPaymentSchema,
      ({ body }) => createPayment(payments, body),
      { merchant_uid: '0ce974e32304063f5689821d3b8ae818', amount: 1004, status: 'paid' },
    ),
    plainRoute('GET /payments', 'All payments, oldest first', () => payments.all()),
    plainRoute('GET /payments/:imp_uid', 'One payment as the API shows it', ({ params }) =>
      payments.shown(impUidIn(params), true),
    ),
    bodyRoute(
      'PATCH /payments/:imp_uid',
      'Change any field but imp_uid',
      paymentFieldsSchema.omit({ imp_uid: true }),
      ({ params, body }) => payments.change(impUidIn(params), body),
      { amount: 10 },
    ),
    bodyRoute(
      'PUT /payments/:imp_uid/distortion',
      'Show fields of wrong types, unknown fields, or leave fields out; on the wire only',
      distortionSchema,
      ({ params, body }) => payments.distort(impUidIn(params), { ...body.fields, ...undefinedFor(body.remove) }),
      { fields: { amount: 'a lot', brand_new_field: 1 }, remove: ['currency'] },
    ),
    plainRoute('DELETE /payments/:imp_uid/distortion', 'Show the payment as it is again', ({ params }) =>
      payments.distort(impUidIn(params), null),
    ),
  ];
}

/** The payment that a control path names. */
export function impUidIn(params: Record<string, string>): string {
  return params['imp_uid'] ?? '';
}

function createPayment(payments: Payments, body: z.output<typeof newPaymentSchema>) {
  const { notice_url, confirm_url, extension, ...fields } = body;
  return payments.create(fields, {
    noticeUrls: [notice_url ?? []].flat(),
    confirmUrl: confirm_url ?? null,
    extension: extension ?? {},
  });
}

function undefinedFor(names: string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
