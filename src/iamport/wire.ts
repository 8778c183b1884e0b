import { z } from 'zod';
import { toAmount } from '../domain/money';
import type { Cancellation, PaymentStatus, ReportedPayment, VirtualAccount } from '../domain/payment';
import type { IssuedToken } from './access-token';
import { httpsAddress, otherTime, said, text, time } from './wire-fields';

/** What every reply of the V1 API is wrapped in; `code` 0 is good (§1.4). */
export const Envelope = z.object({ code: z.number(), message: z.string().nullish(), response: z.unknown() });

/** The reply of `POST /users/getToken` (§1.2). */
export const TokenReply = z
  .object({ access_token: z.string().min(1), now: z.number(), expired_at: z.number() })
  .transform((wire): IssuedToken => ({ accessToken: wire.access_token, now: wire.now, expiredAt: wire.expired_at }));

/** The reply of every `/payments/prepare` (§4); an amount in decimals of its currency. */
export const PreparedReply = z
  .object({ amount: z.number(), currency: z.string().nullish() })
  .transform(({ amount, currency }) => ({ amount, currency: currency ?? null }));

const CancellationWire = z.object({
  // A stand-in names no cancel: two of them would be taken for one.
  cancellation_id: said,
  amount: z.number(),
  cancelled_at: otherTime,
  reason: said,
});

const PaymentWire = z.object({
  imp_uid: z.string(),
  merchant_uid: z.string(),
  status: z.string(),
  amount: z.number(),
  cancel_amount: z.number(),
  currency: z.string(),
  sandbox: z.boolean(),
  pay_method: said,
  pg_provider: said,
  pg_tid: said,
  receipt_url: httpsAddress,
  started_at: otherTime,
  paid_at: time,
  failed_at: otherTime,
  cancelled_at: otherTime,
  fail_reason: said,
  vbank_code: said,
  vbank_name: said,
  vbank_num: text,
  vbank_holder: said,
  vbank_date: otherTime,
  vbank_issued_at: otherTime,
  cancel_history: z.array(CancellationWire).nullish(),
});

type PaymentWire = z.output<typeof PaymentWire>;

/**
 * A payment object (§2.3), read into our terms; when it was asked for is not in it. Unknown fields are ignored, an unknown
 * status survives.
 */
export const PaymentReply = PaymentWire.transform(toReportedPayment);

/**
 * The reply of `GET /payments/{imp_uid}`. Where the mark of the test channel is absent, as in replies older than the field,
 * the payment is a live one: this look-up alone hides test payments from whoever does not ask for them (§2.1, §2.3).
 */
export const FoundPaymentReply = PaymentWire.extend({ sandbox: z.boolean().default(false) }).transform(
  toReportedPayment,
);

/** What a list of payments holds: what of it could be read, and what could not. */
export interface PaymentsReply {
  readonly payments: readonly Omit<ReportedPayment, 'askedAt'>[];
  readonly unreadable: readonly UnreadablePayment[];
}

/** A payment that is there, and of which nothing can be concluded. */
export interface UnreadablePayment {
  readonly impUid: string | null;
  readonly merchantUid: string | null;
  /** Which fields are wrong, and none of their values. */
  readonly problem: string;
}

/** A list of payments (§3). One that cannot be read does not take the others with it. */
export const PaymentsReply = z.array(z.unknown()).transform((items): PaymentsReply => {
  const parsed = items.map((item) => ({ item, result: PaymentReply.safeParse(item) }));
  return {
    payments: parsed.flatMap(({ result }) => (result.success ? [result.data] : [])),
    unreadable: parsed.flatMap(({ item, result }) =>
      result.success ? [] : [{ ...PaymentKeys.parse(item), problem: problemOf(result.error) }],
    ),
  };
});

const EMPTY_LIST: PaymentsReply = { payments: [], unreadable: [] };

/** One page of a list (§3); `next` is 0 on the last one, and `list` may be absent. */
export const PageReply = z.object({
  total: z.number(),
  next: z.number(),
  list: PaymentsReply.nullish().transform((list) => list ?? EMPTY_LIST),
});

const PaymentKeys = z
  .object({ imp_uid: text, merchant_uid: text })
  .catch({ imp_uid: null, merchant_uid: null })
  .transform((keys) => ({ impUid: keys.imp_uid ?? null, merchantUid: keys.merchant_uid ?? null }));

/** Names the fields that are wrong, and none of their values. */
export function problemOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
}

function toReportedPayment(wire: PaymentWire): Omit<ReportedPayment, 'askedAt'> {
  return {
    impUid: wire.imp_uid,
    merchantUid: wire.merchant_uid,
    status: toStatus(wire.status),
    statusText: wire.status,
    amount: toAmount(wire.amount, wire.currency),
    amountText: String(wire.amount),
    cancelAmount: toAmount(wire.cancel_amount, wire.currency),
    currency: wire.currency,
    testChannel: wire.sandbox,
    payMethod: wire.pay_method,
    pgProvider: wire.pg_provider,
    pgTid: wire.pg_tid,
    receiptUrl: wire.receipt_url,
    startedAt: wire.started_at,
    paidAt: wire.paid_at,
    failedAt: wire.failed_at,
    cancelledAt: wire.cancelled_at,
    failReason: wire.fail_reason,
    virtualAccount: toVirtualAccount(wire),
    cancellations: (wire.cancel_history ?? []).map((cancel) => toCancellation(cancel, wire.currency)),
  };
}

function toStatus(status: string): PaymentStatus {
  switch (status) {
    case 'ready':
    case 'paid':
    case 'failed':
    case 'cancelled':
      return status;
    default:
      return 'unknown';
  }
}

/**
 * `ready` is no proof of an account: the method must be `vbank`, and its number must be set (§2.4). A number has digits: a
 * stand-in, as for convenience stores (§7.1), says that an account was issued whose number the gateway does not tell.
 */
function toVirtualAccount(wire: PaymentWire): VirtualAccount | null {
  const number = wire.vbank_num?.trim() ?? '';
  if (wire.pay_method !== 'vbank' || number === '') return null;
  return {
    impUid: wire.imp_uid,
    bankCode: wire.vbank_code,
    bankName: wire.vbank_name,
    number: /[1-9]/.test(number) ? number : null,
    holder: wire.vbank_holder,
    dueAt: wire.vbank_date,
    issuedAt: wire.vbank_issued_at,
  };
}

function toCancellation(wire: z.output<typeof CancellationWire>, currency: string): Cancellation {
  return {
    cancellationId: wire.cancellation_id,
    amount: toAmount(wire.amount, currency),
    cancelledAt: wire.cancelled_at,
    reason: wire.reason,
  };
}
