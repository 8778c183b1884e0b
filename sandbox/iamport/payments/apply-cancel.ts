import { unixSeconds } from '../unix-seconds';
import { addMoney } from './money';
import type { CancelEntry } from './payment';
import type { PaymentDeps } from './payment-deps';
import type { PaymentRecord } from './payment-record';

/** A cancel that has passed every check. */
export interface AcceptedCancel {
  amount: number;
  reason: string;
  cancellationId: string;
}

/**
 * Writes a cancel into the payment: `cancelled` also when only a part was (§2.4), `cancel_amount` grown, one more
 * `cancel_history` entry (§5.1), `paid_at` as it was (§2.5).
 */
export function applyCancel(deps: PaymentDeps, record: PaymentRecord, cancel: AcceptedCancel): CancelEntry {
  const { payment } = record;
  const pgTid = payment.pg_tid ?? `TID${deps.randomHex(12).toUpperCase()}`;
  const entry: CancelEntry = {
    pg_tid: pgTid,
    amount: cancel.amount,
    cancelled_at: unixSeconds(deps.now),
    reason: cancel.reason,
    cancellation_id: cancel.cancellationId,
    receipt_url: `https://receipt.example.test/${pgTid}/c${payment.cancel_history.length + 1}`,
  };
  deps.store.update(record, {
    status: 'cancelled',
    cancel_amount: addMoney(payment.cancel_amount, cancel.amount),
    cancelled_at: entry.cancelled_at,
    cancel_reason: cancel.reason,
    cancel_history: [...payment.cancel_history, entry],
    cancel_receipt_urls: [...payment.cancel_receipt_urls, entry.receipt_url ?? ''],
  });
  return entry;
}
