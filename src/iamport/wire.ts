import { z } from 'zod';
import { toAmount } from '../domain/money';
import { ORDER_LIMITS } from '../domain/order-limits';
import type { Cancellation, PaymentStatus, ReportedPayment, VirtualAccount } from '../domain/payment';
import type { IssuedToken } from './access-token';
import { cutText, httpsAddress, identifier, lenientTime, meaningfulText, lenientText, unixTime } from './wire-fields';

/** The envelope of every reply of the V1 API; `code` 0 means success (§1.4). */
export const Envelope = z.object({ code: z.number(), message: z.string().nullish(), response: z.unknown() });

/** The reply of `POST /users/getToken` (§1.2). */
export const TokenReply = z
  .object({ access_token: z.string().min(1), now: z.number(), expired_at: z.number() })
  .transform((wire): IssuedToken => ({ accessToken: wire.access_token, now: wire.now, expiredAt: wire.expired_at }));

/** The reply of every `/payments/prepare` call (§4); the amount is in decimals of its currency. */
export const PreparedReply = z
  .object({ amount: z.number(), currency: z.string().nullish() })
  .transform(({ amount, currency }) => ({ amount, currency: currency ?? null }));

const CancellationWire = z.object({
  // A stand-in such as `unknown` is no id: two cancels with it would count as one.
  cancellation_id: identifier(64),
  amount: z.number(),
  cancelled_at: lenientTime,
  // As long as the reason of a cancel of ours, which is matched with it.
  reason: meaningfulText(200),
});

type CancellationWire = z.output<typeof CancellationWire>;

/** Each text has a length that an order has room for. Keys, words and names of i'mport and the PGs are far shorter. */
const PaymentWire = z.object({
  imp_uid: z.string().max(64),
  // No key of an order is as long (§8.2): a cut one is the key of none.
  merchant_uid: cutText(64),
  status: cutText(32),
  amount: z.number(),
  cancel_amount: z.number(),
  currency: cutText(8),
  sandbox: z.boolean(),
  pay_method: meaningfulText(32),
  pg_provider: meaningfulText(32),
  pg_tid: meaningfulText(64),
  receipt_url: httpsAddress(200),
  started_at: lenientTime,
  paid_at: unixTime,
  failed_at: lenientTime,
  cancelled_at: lenientTime,
  fail_reason: meaningfulText(80),
  vbank_code: meaningfulText(16),
  vbank_name: meaningfulText(30),
  vbank_num: lenientText,
  vbank_holder: meaningfulText(40),
  vbank_date: lenientTime,
  vbank_issued_at: lenientTime,
  cancel_history: z.array(CancellationWire).nullish(),
});

type PaymentWire = z.output<typeof PaymentWire>;

/**
 * A payment object (§2.3) as the domain's payment, without the time of the request. Unknown fields are ignored; an unknown
 * status is kept as text.
 */
export const PaymentReply = PaymentWire.transform(toReportedPayment);

/**
 * The reply of `GET /payments/{imp_uid}`. A payment without the field `sandbox`, as in old replies, is a live one: this
 * look-up, unlike the others, hides test payments unless the request asks for them (§2.1, §2.3).
 */
export const FoundPaymentReply = PaymentWire.extend({ sandbox: z.boolean().default(false) }).transform(
  toReportedPayment,
);

/** A list of payments: those that could be read, and those that could not. */
export interface ParsedPayments {
  readonly payments: readonly Omit<ReportedPayment, 'askedAt'>[];
  readonly unreadable: readonly UnreadablePayment[];
}

/** A payment that exists and cannot be read. */
export interface UnreadablePayment {
  readonly impUid: string | null;
  readonly merchantUid: string | null;
  /** The names of the invalid fields, without their values: those may be personal data. */
  readonly problem: string;
}

/** A list of payments (§3). An unreadable payment does not make the others unreadable. */
export const PaymentsReply = z.array(z.unknown()).transform((items): ParsedPayments => {
  const parsed = items.map((item) => ({ item, result: PaymentReply.safeParse(item) }));
  return {
    payments: parsed.flatMap(({ result }) => (result.success ? [result.data] : [])),
    unreadable: parsed.flatMap(({ item, result }) =>
      result.success ? [] : [{ ...PaymentKeys.parse(item), problem: problemOf(result.error) }],
    ),
  };
});

const EMPTY_LIST: ParsedPayments = { payments: [], unreadable: [] };

/** One page of a list (§3); `next` is 0 on the last one, and `list` may be absent. */
export const PageReply = z.object({
  total: z.number(),
  next: z.number(),
  list: PaymentsReply.nullish().transform((list) => list ?? EMPTY_LIST),
});

const PaymentKeys = z
  .object({ imp_uid: lenientText, merchant_uid: lenientText })
  .catch({ imp_uid: null, merchant_uid: null })
  .transform((keys) => ({ impUid: keys.imp_uid ?? null, merchantUid: keys.merchant_uid ?? null }));

/** Names the invalid fields, without their values. */
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
    cancellations: newestOf(wire.cancel_history ?? []).map((cancel) => toCancellation(cancel, wire.currency)),
  };
}

const MAX_ACCOUNT_NUMBER = 40;

/** The newest cancellations, in the order of the list; one without a time counts as new. */
function newestOf(history: readonly CancellationWire[]): readonly CancellationWire[] {
  if (history.length <= ORDER_LIMITS.cancellations) return history;
  const timeOf = ({ cancelled_at }: CancellationWire) => cancelled_at?.getTime() ?? Number.POSITIVE_INFINITY;
  const byTime = history.toSorted((a, b) => Number(timeOf(a) > timeOf(b)) - Number(timeOf(a) < timeOf(b)));
  const kept = new Set(byTime.slice(-ORDER_LIMITS.cancellations));
  return history.filter((cancellation) => kept.has(cancellation));
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
 * A virtual account is issued where the method is `vbank` and the number is set; the status `ready` alone does not prove it
 * (§2.4). A number without digits, as convenience stores have it (§7.1), or a text too long for one means that the gateway
 * does not tell the number of the issued account.
 */
function toVirtualAccount(wire: PaymentWire): VirtualAccount | null {
  const number = wire.vbank_num?.trim() ?? '';
  if (wire.pay_method !== 'vbank' || number === '') return null;
  return {
    impUid: wire.imp_uid,
    bankCode: wire.vbank_code,
    bankName: wire.vbank_name,
    number: /[1-9]/.test(number) && number.length <= MAX_ACCOUNT_NUMBER ? number : null,
    holder: wire.vbank_holder,
    dueAt: wire.vbank_date,
    issuedAt: wire.vbank_issued_at,
  };
}

function toCancellation(wire: CancellationWire, currency: string): Cancellation {
  return {
    cancellationId: wire.cancellation_id,
    amount: toAmount(wire.amount, currency),
    cancelledAt: wire.cancelled_at,
    reason: wire.reason,
  };
}
