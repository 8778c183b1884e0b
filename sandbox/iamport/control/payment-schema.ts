import { z } from 'zod';

const money = z.number();
const time = z.int().nonnegative();
const text = z.string();
const maybe = text.nullable();

const cancelEntry = z.strictObject({
  pg_tid: text,
  amount: money,
  cancelled_at: time,
  reason: text,
  cancellation_id: text,
  receipt_url: maybe,
});
const depositEntry = z.strictObject({ pg_tid: text, amount: money, depositor_name: text, deposited_at: time });

/** Checks any of the fields of §2.3; a name that i'mport does not have is an error. */
export const paymentFieldsSchema = z
  .strictObject({
    amount: money,
    apply_num: maybe,
    bank_code: maybe,
    bank_name: maybe,
    buyer_addr: maybe,
    buyer_email: maybe,
    buyer_name: maybe,
    buyer_postcode: maybe,
    buyer_tel: maybe,
    cancel_amount: money,
    cancel_history: z.array(cancelEntry),
    cancel_reason: maybe,
    cancel_receipt_urls: z.array(text),
    cancelled_at: time,
    card_code: maybe,
    card_issuer_code: maybe,
    card_issuer_name: maybe,
    card_name: maybe,
    card_number: maybe,
    card_publisher_code: maybe,
    card_publisher_name: maybe,
    card_quota: z.int(),
    card_type: z.int().nullable(),
    cash_receipt_issued: z.boolean(),
    channel: text,
    currency: text,
    custom_data: maybe,
    customer_uid: maybe,
    customer_uid_usage: maybe,
    deposit_history: z.array(depositEntry),
    emb_pg_provider: maybe,
    escrow: z.boolean(),
    fail_reason: maybe,
    failed_at: time,
    imp_uid: text.min(1).max(32),
    merchant_uid: text.min(1),
    name: maybe,
    paid_at: time,
    pay_method: maybe,
    pg_id: maybe,
    pg_provider: maybe,
    pg_tid: maybe,
    promotion: z.strictObject({ id: text, discount: money }).nullable(),
    receipt_url: maybe,
    sandbox: z.boolean(),
    started_at: time,
    status: text.min(1),
    user_agent: maybe,
    vbank_code: maybe,
    vbank_date: time,
    vbank_holder: maybe,
    vbank_issued_at: time,
    vbank_name: maybe,
    vbank_num: maybe,
  })
  .exactPartial();

/** Checks an address that the sandbox is to call. */
export const urlSchema = z.url({ protocol: /^https?$/ });

/** Checks what an account is issued with. */
export const accountSchema = paymentFieldsSchema
  .pick({ vbank_code: true, vbank_name: true, vbank_num: true, vbank_holder: true, vbank_date: true })
  .strict();
