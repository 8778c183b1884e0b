import { toDecimal } from '../domain/money';
import { deadlineOf, openAccountsOf } from '../domain/deadlines';
import type { AttentionEntry, HistoryEntry, Order } from '../domain/order';
import type { PaymentRecord } from '../domain/payment-record';
import { toCancelAnswer } from './to-cancel-answer';
import type { AttentionAnswer, HistoryAnswer, OrderAnswer, PaymentAnswer } from './contract/order-answer';
import { toAccountAnswer } from './payment-reply';

/** An order in the shop's API: i'mport's field names, decimal amounts, times in ISO 8601 UTC. */
export function toOrderAnswer(order: Order): OrderAnswer {
  return {
    merchant_uid: order.merchantUid,
    status: order.state,
    name: order.name,
    amount: toDecimal(order.amount, order.currency),
    currency: order.currency,
    customer_id: order.customerId,
    expires_at: iso(order.expiresAt),
    accepted_until: acceptedUntil(order),
    prepared: order.preparedAt !== null,
    paid_by: order.paidBy,
    payments: order.payments.map(paymentFields),
    virtual_account: order.virtualAccount && {
      imp_uid: order.virtualAccount.impUid,
      ...toAccountAnswer(order.virtualAccount),
    },
    unlisted_accounts: [...order.unlistedAccounts],
    cancels: order.cancels.map(toCancelAnswer),
    needs_attention: order.attentionSince !== undefined,
    attention: order.attention.map(attentionFields),
    history: order.history.map(historyFields),
    created_at: iso(order.createdAt),
    redacted_at: iso(order.redactedAt ?? null),
  };
}

/** The deadlines of a payment and of each account's deposit; null once the order waits for no payment. */
function acceptedUntil(order: Order): OrderAnswer['accepted_until'] {
  if (order.state !== 'pending' && order.state !== 'ready') return null;
  return {
    payment: iso(order.expiresAt),
    deposits: openAccountsOf(order).map((account) => ({
      imp_uid: account.impUid,
      until: iso(deadlineOf(order, account)),
    })),
  };
}

function paymentFields(payment: PaymentRecord): PaymentAnswer {
  return {
    imp_uid: payment.impUid,
    status: payment.statusText,
    outcome: payment.outcome,
    amount: Number(payment.amountText),
    cancel_amount: payment.cancelAmount === null ? null : toDecimal(payment.cancelAmount, payment.currency),
    currency: payment.currency,
    sandbox: payment.testChannel,
    pay_method: payment.payMethod,
    pg_provider: payment.pgProvider,
    pg_tid: payment.pgTid,
    receipt_url: payment.receiptUrl,
    paid_at: iso(payment.paidAt),
    failed_at: iso(payment.failedAt),
    cancelled_at: iso(payment.cancelledAt),
    fail_reason: payment.failReason,
    virtual_account: payment.virtualAccount && toAccountAnswer(payment.virtualAccount),
    cancel_history: payment.cancellations.map((cancel) => ({
      cancellation_id: cancel.cancellationId,
      amount: cancel.amount === null ? null : toDecimal(cancel.amount, payment.currency),
      cancelled_at: iso(cancel.cancelledAt),
      reason: cancel.reason,
    })),
    source: payment.source,
    recorded_at: iso(payment.recordedAt),
  };
}

function historyFields({ at, from, to, source, impUid, reason }: HistoryEntry): HistoryAnswer {
  return { at: iso(at), from, to, source, imp_uid: impUid, ...(reason !== undefined && { reason }) };
}

function attentionFields(entry: AttentionEntry): AttentionAnswer {
  const { at, reason, source, impUid, notificationId, reported } = entry;
  return {
    at: iso(at),
    reason,
    source,
    imp_uid: impUid,
    ...(notificationId !== undefined && { notification_id: notificationId }),
    reported: reported && {
      merchant_uid: reported.merchantUid,
      status: reported.status,
      amount: Number(reported.amount),
      currency: reported.currency,
      sandbox: reported.testChannel,
    },
  };
}

function iso(at: Date): string;
function iso(at: Date | null): string | null;
function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
