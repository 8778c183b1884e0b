import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { CancelRequest } from '../domain/cancel/request-cancel';
import { line } from './order-fields';
import { impUid, requestId } from './payment-ids';

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
    if_cancellable: z.number().nonnegative().optional(),
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

export type CancelBody = z.output<typeof PostCancelBody>;

/** A checked body as the service takes it, but for its fingerprint. */
export function toCancelTerms(merchantUid: string, body: CancelBody): Omit<CancelRequest, 'fingerprint'> {
  return {
    merchantUid,
    requestId: body.request_id,
    impUid: body.imp_uid ?? null,
    amount: body.amount ?? null,
    taxFree: body.tax_free ?? null,
    vatAmount: body.vat_amount ?? null,
    retainPromotion: body.retain_promotion ?? null,
    requester: body.extra?.requester ?? null,
    reason: body.reason,
    refund: body.refund ?? null,
    ...(body.if_cancellable !== undefined && { ifCancellable: body.if_cancellable }),
  };
}

/** A checked body as the service takes it. The fingerprint takes some 50 ms of a thread. */
export async function toCancelRequest(merchantUid: string, body: CancelBody): Promise<CancelRequest> {
  return { ...toCancelTerms(merchantUid, body), fingerprint: await fingerprintOf(merchantUid, body) };
}

const deriveKey = promisify<string, string, number, Buffer>(scrypt);

/** Identifies a repeated request. A slow hash, so that the stored value does not reveal an account number. */
async function fingerprintOf(merchantUid: string, body: CancelBody): Promise<string> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  const content = JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return (await deriveKey(content, `${merchantUid} ${body.request_id}`, 24)).toString('base64url');
}
