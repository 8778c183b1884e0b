import { toDecimalText, type Amount } from './money';
import type { Order } from './order';
import { paidTimeOf } from './money-times';
import { isWithin, type ClosedPeriod } from './order-filter';
import type { PaymentRecord } from './payment-record';
import { refundsOf } from './refunds-of';

/** What can be exported. */
export const EXPORT_KINDS = ['payments', 'cancels'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** The cells of one row, in the order of EXPORT_COLUMNS, without the first. */
export type ExportRow = readonly (string | number | null)[];

const PAYMENT_COLUMNS = ['imp_uid', 'merchant_uid', 'pg_provider', 'pg_tid', 'pay_method'] as const;

/** The columns of each export, by i'mport's names. `no` counts the rows from 1; the last record has `end` there. */
export const EXPORT_COLUMNS = {
  payments: [
    'no',
    ...PAYMENT_COLUMNS,
    'amount',
    'cancel_amount',
    'currency',
    'paid_at',
    'status',
    'outcome',
    'order_status',
    'sandbox',
  ],
  cancels: [
    'no',
    ...PAYMENT_COLUMNS,
    'amount',
    'currency',
    'cancelled_at',
    'paid_at',
    'cancellation_id',
    'request_id',
    'reason',
    'sandbox',
  ],
} as const satisfies Readonly<Record<ExportKind, readonly string[]>>;

/** The part of an order that an export reads. */
export type ExportedOrder = Pick<Order, 'merchantUid' | 'state' | 'payments' | 'cancels'>;

/**
 * The rows of an order in a period. A payment of another order, which this one holds as evidence, is not exported: its own
 * order has it.
 */
export const exportRows: Readonly<Record<ExportKind, (order: ExportedOrder, period: ClosedPeriod) => ExportRow[]>> = {
  payments: (order, period) =>
    ownPayments(order)
      .filter((payment) => {
        const at = paidTimeOf(payment);
        return at !== null && isWithin(at, period);
      })
      .map((payment) => [
        ...paymentCells(payment),
        payment.amount === null ? payment.amountText : decimal(payment.amount, payment),
        decimal(payment.cancelAmount, payment),
        payment.currency,
        koreanTime(payment.paidAt),
        payment.statusText,
        payment.outcome,
        order.state,
        String(payment.testChannel),
      ]),

  cancels: (order, period) =>
    ownPayments(order).flatMap((payment) =>
      refundsOf(payment, order.cancels)
        .filter(({ at }) => isWithin(at, period))
        .map(({ amount, at, cancellationId, requestId, reason }) => [
          ...paymentCells(payment),
          decimal(amount, payment),
          payment.currency,
          koreanTime(at),
          koreanTime(payment.paidAt),
          cancellationId,
          requestId,
          reason,
          String(payment.testChannel),
        ]),
    ),
};

function ownPayments({ merchantUid, payments }: ExportedOrder): readonly PaymentRecord[] {
  return payments.filter((payment) => payment.merchantUid === merchantUid);
}

function paymentCells({ impUid, merchantUid, pgProvider, pgTid, payMethod }: PaymentRecord): ExportRow {
  return [impUid, merchantUid, pgProvider, pgTid, payMethod];
}

function decimal(amount: Amount | null, { currency }: PaymentRecord): string | null {
  return amount === null ? null : toDecimalText(amount, currency);
}

const KOREA_MS = 9 * 60 * 60_000;

/** A time in Korea as spreadsheets read it: `2026-11-30 09:00:00`. */
function koreanTime(at: Date | null): string | null {
  return at && new Date(at.getTime() + KOREA_MS).toISOString().slice(0, 19).replace('T', ' ');
}
