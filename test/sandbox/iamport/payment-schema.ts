import { z } from 'zod';

/**
 * The V1 API's replies as docs/iamport-v1.md has them, written apart from the sandbox and from our client: a field that
 * drifts in either is seen. Strict: a field that i'mport does not have is an error, too.
 */
const text = (max?: number) => (max === undefined ? z.string() : z.string().max(max)).nullable();
/** Unix seconds, 0 where unset. Milliseconds would be beyond it. */
const time = z.int().nonnegative().max(253_402_300_799);
const amount = z.number().nonnegative();

const cancelEntry = z.strictObject({
  pg_tid: z.string(),
  amount,
  cancelled_at: time.positive(),
  reason: z.string(),
  cancellation_id: z.string(),
  receipt_url: z.string().nullable().optional(),
});

/** A payment object. */
export const paymentSchema = z.strictObject({
  imp_uid: z.string().max(32),
  merchant_uid: z.string().max(40),
  amount,
  cancel_amount: amount,
  currency: z.string().length(3),
  status: z.enum(['ready', 'paid', 'cancelled', 'failed']),
  sandbox: z.boolean(),
  pay_method: text(20),
  channel: z.enum(['pc', 'mobile', 'api']),
  pg_provider: text(16),
  emb_pg_provider: text(16),
  pg_tid: text(64),
  pg_id: text(80),
  escrow: z.boolean(),
  apply_num: text(20),
  bank_code: text(),
  bank_name: text(),
  card_code: text(),
  card_name: text(),
  card_issuer_code: text(),
  card_issuer_name: text(),
  card_publisher_code: text(),
  card_publisher_name: text(),
  card_quota: z.int().nonnegative(),
  card_number: text(),
  card_type: z.union([z.literal(0), z.literal(1)]).nullable(),
  vbank_code: text(),
  vbank_name: text(),
  vbank_num: text(32),
  vbank_holder: text(),
  vbank_date: time,
  vbank_issued_at: time,
  name: text(40),
  buyer_name: text(16),
  buyer_email: text(64),
  buyer_tel: text(16),
  buyer_addr: text(128),
  buyer_postcode: text(8),
  custom_data: text(),
  user_agent: text(),
  started_at: time.positive(),
  paid_at: time,
  failed_at: time,
  cancelled_at: time,
  fail_reason: text(),
  cancel_reason: text(),
  receipt_url: text(),
  cancel_history: z.array(cancelEntry),
  cancel_receipt_urls: z.array(z.string()),
  deposit_history: z
    .array(z.strictObject({ pg_tid: z.string(), amount, depositor_name: z.string(), deposited_at: time.positive() }))
    .optional(),
  cash_receipt_issued: z.boolean(),
  customer_uid: text(),
  customer_uid_usage: z.enum(['issue', 'payment', 'payment.scheduled']).nullable(),
  promotion: z.strictObject({ id: z.string(), discount: amount }).nullable(),
  extension: z.record(z.string(), z.unknown()).optional(),
});

/** What every reply of a 2xx is wrapped in; null where nothing is told. */
export const envelopeOf = <T extends z.ZodType>(response: T) =>
  z.strictObject({ code: z.int(), message: z.string().nullable(), response: response.nullable() });

/** What is asked for a token. */
export const tokenSchema = z.strictObject({ access_token: z.string().min(1), now: time, expired_at: time });

/** A page of payments. */
export const pageSchema = z.strictObject({
  total: z.int().nonnegative(),
  previous: z.int().nonnegative(),
  next: z.int().nonnegative(),
  list: z.array(paymentSchema).optional(),
});

/** What the window may be paid with. */
export const preparedSchema = z.strictObject({
  merchant_uid: z.string().max(40),
  amount,
  currency: z.string().length(3).nullable(),
});
