import type { Cancel } from './cancel/cancel';
import type { LogEntry } from './log-entry';
import type { Order } from './order';
import type { OrderChange, Resend } from './order-change';
import type { PaymentRecord } from './payment-record';

/** What a change adds to the log of its order. */
export function logOf(order: Order, change: OrderChange, at: Date): readonly LogEntry[] {
  const fields = (['name', 'amount', 'expiresAt'] as const).filter((field) => isAmended(order, change, field));
  return [
    ...(fields.length > 0 ? [{ kind: 'amended', at, fields } as const] : []),
    ...reportsOf(order, change),
    ...stepsOf(order.cancels, change.cancels, at),
    ...(change.resend ? [resendOf(change.resend)] : []),
  ];
}

function resendOf({ entries, at, requestId }: Resend): LogEntry {
  const [first] = entries;
  const id = entries.length === 1 ? first?.entry.id : undefined;
  return { kind: 'resent', at, messages: entries.length, ...(id && { id }), ...(requestId !== null && { requestId }) };
}

function isAmended(order: Order, change: OrderChange, field: 'name' | 'amount' | 'expiresAt'): boolean {
  return change[field] !== undefined && String(change[field]) !== String(order[field]);
}

function reportsOf({ payments }: Order, change: OrderChange): LogEntry[] {
  if (change.payments === payments) return [];
  const known = new Map(payments.map((payment) => [payment.impUid, payment]));
  return change.payments
    .filter((payment) => !isSame(payment, known.get(payment.impUid)))
    .map(({ recordedAt: at, source, impUid, statusText: status, outcome }) => ({
      kind: 'report',
      at,
      source,
      impUid,
      status,
      outcome,
    }));
}

function isSame(payment: PaymentRecord, known: PaymentRecord | undefined): boolean {
  return payment === known || payment.recordedAt.getTime() === known?.recordedAt.getTime();
}

/** A cancel that is followed up again and again, with the same result, has one step. */
function stepsOf(before: readonly Cancel[], after: readonly Cancel[], at: Date): LogEntry[] {
  const known = new Map(before.map((cancel) => [cancel.id, cancel]));
  return after.flatMap((cancel) => {
    const { id, state, why } = cancel;
    const old = known.get(id);
    return old === cancel || (old?.state === state && old.why === why) ? [] : [{ kind: 'cancel', at, id, state, why }];
  });
}
