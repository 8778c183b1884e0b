import { z } from 'zod';
import { decimalsOf } from '../domain/money';
import { bankCodeOf } from './texts/bank-codes';
import { PostCancelBody, type CancelBody } from '../http/cancel-request';

/** What a form asks for: a refund, the revocation of an account, or the closing of an unpaid order. */
export const CANCEL_FORMS = ['cancel', 'revoke', 'close'] as const;
export type CancelFormKind = (typeof CANCEL_FORMS)[number];

const text = z.string().trim().max(1_000).optional().catch(undefined);

/** The fields of the form, as texts, whatever was sent. They go through both steps unchanged. */
const Fields = z.object({
  kind: z.enum(CANCEL_FORMS).catch('cancel'),
  request_id: text,
  imp_uid: text,
  if_cancellable: text,
  how: text,
  amount: text,
  reason: text,
  refund_bank: text,
  refund_account: text,
  refund_holder: text,
  refund_tel: text,
  tax_free: text,
  vat_amount: text,
  retain_promotion: text,
  requester: text,
});
export type CancelFields = z.output<typeof Fields>;
/** The fields that the confirmation holds hidden. */
export const CANCEL_FIELDS = Fields.keyof().options;

/** Reads the form. Nothing has been checked yet. */
export function cancelFieldsOf(body: unknown): CancelFields {
  return Fields.parse(typeof body === 'object' && body !== null ? body : {});
}

/** The body as the API takes it, or the fields that are wrong. */
export type CheckedCancel = { readonly body: CancelBody } | { readonly body: null; readonly wrong: readonly string[] };

/** Checks the form as the API checks its body. The amounts are in the payment's currency. A form without what the person saw is refused. */
export function checkCancel(fields: CancelFields, currency: string): CheckedCancel {
  const parsed = PostCancelBody.safeParse(bodyOf(fields, (value) => numberOf(value, currency)));
  const wrong = [
    ...(isHowClear(fields) ? [] : ['how']),
    ...(parsed.error?.issues.map(({ path }) => path.join('.')) ?? []),
    ...(parsed.data?.if_cancellable === undefined && parsed.success ? ['if_cancellable'] : []),
  ];
  return parsed.success && wrong.length === 0 ? { body: parsed.data } : { body: null, wrong };
}

/** All that is left needs no amount: with one, nobody knows which of the two is meant. */
function isHowClear({ kind, how, amount }: CancelFields): boolean {
  return kind !== 'cancel' || how === 'part' || (how === 'all' && !amount);
}

function bodyOf(
  fields: CancelFields,
  numberOf: (value: string | undefined) => number | undefined,
): Record<string, unknown> {
  const { kind, request_id, imp_uid, reason, if_cancellable } = fields;
  const base = { request_id, reason: reason ?? '', if_cancellable: numberOf(if_cancellable) };
  if (kind === 'close') return { ...base, all: true };
  if (kind === 'revoke') return { ...base, all: true, imp_uid: imp_uid ?? '' };
  return {
    ...base,
    imp_uid: imp_uid ?? '',
    ...(fields.how === 'all' ? { all: true } : { amount: numberOf(fields.amount) ?? Number.NaN }),
    ...withoutBlanks({
      tax_free: numberOf(fields.tax_free),
      vat_amount: numberOf(fields.vat_amount),
      retain_promotion: fields.retain_promotion === 'true' ? true : undefined,
      extra: fields.requester ? { requester: fields.requester } : undefined,
    }),
    ...refundOf(fields),
  };
}

function refundOf({ refund_bank, refund_account, refund_holder, refund_tel }: CancelFields): Record<string, unknown> {
  const refund = withoutBlanks({
    bank: refund_bank && bankCodeOf(refund_bank),
    account: refund_account,
    holder: refund_holder,
    tel: refund_tel,
  });
  return Object.keys(refund).length === 0 ? {} : { refund };
}

function withoutBlanks(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

/** An amount as people write it: `3,000`, and `3,000원` in won. Undefined for an empty field; anything else is not a number. */
function numberOf(value: string | undefined, currency: string): number | undefined {
  if (value === undefined || value === '') return undefined;
  const digits = currency === 'KRW' ? value.replace(/^₩\s*/, '').replace(/\s*원$/, '') : value;
  const shape = (decimalsOf(currency) ?? 0) < 3 ? SHORT_FRACTION : ANY_FRACTION;
  return shape.test(digits) ? Number(digits.replaceAll(',', '')) : Number.NaN;
}

/** Who types `3.000` may mean three thousand, but for a currency with three decimals. The service refuses what is no amount. */
const SHORT_FRACTION = /^(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$/;
const ANY_FRACTION = /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
