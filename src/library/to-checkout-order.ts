import { cancellationIdOf, isUnderWay, wasSent, type Cancel } from '../domain/cancel/cancel';
import { toDecimal } from '../domain/money';
import type { AttentionEntry, Order } from '../domain/order';
import type { VirtualAccount } from '../domain/payment';
import type { PaymentRecord } from '../domain/payment-record';
import { toCancelAnswer } from '../http/to-cancel-answer';
import type {
  CheckoutAccount,
  CheckoutAttention,
  CheckoutCancel,
  CheckoutOrder,
  CheckoutPayment,
} from './checkout-order';

/** An order as the shop reads it. */
export function toCheckoutOrder(order: Order): CheckoutOrder {
  const { merchantUid, name, currency, customerId, expiresAt, paidBy, createdAt, virtualAccount } = order;
  return {
    merchantUid,
    status: order.state,
    name,
    amount: toDecimal(order.amount, currency),
    currency,
    customerId,
    expiresAt,
    prepared: order.preparedAt !== null,
    paidBy,
    payments: order.payments.map(toPayment),
    virtualAccount: virtualAccount && { impUid: virtualAccount.impUid, ...toAccount(virtualAccount) },
    cancels: order.cancels.map(toCheckoutCancel),
    needsAttention: order.attentionSince !== undefined,
    attention: order.attention.map(toAttention),
    history: order.history.map((entry) => ({ ...entry })),
    createdAt,
    redactedAt: order.redactedAt ?? null,
  };
}

/** A cancel as the shop reads it, without the refund account. */
export function toCheckoutCancel(cancel: Cancel): CheckoutCancel {
  const { id, kind, cause, impUid, state, currency, reason, requestedAt } = cancel;
  return {
    requestId: id,
    kind,
    cause,
    impUid,
    status: state,
    amount: toDecimal(cancel.amount, currency),
    currency,
    reason,
    requestedAt,
    sentAt: wasSent(cancel) ? cancel.sentAt : null,
    endedAt: isUnderWay(cancel) ? null : cancel.endedAt,
    cancellationId: cancellationIdOf(cancel),
    answer: toCancelAnswer(cancel).answer,
  };
}

function toPayment(payment: PaymentRecord): CheckoutPayment {
  const { currency, cancelAmount, virtualAccount } = payment;
  return {
    impUid: payment.impUid,
    status: payment.statusText,
    outcome: payment.outcome,
    amount: Number(payment.amountText),
    cancelAmount: cancelAmount === null ? null : toDecimal(cancelAmount, currency),
    currency,
    sandbox: payment.testChannel,
    payMethod: payment.payMethod,
    pgProvider: payment.pgProvider,
    pgTid: payment.pgTid,
    receiptUrl: payment.receiptUrl,
    paidAt: payment.paidAt,
    failedAt: payment.failedAt,
    cancelledAt: payment.cancelledAt,
    failReason: payment.failReason,
    virtualAccount: virtualAccount && toAccount(virtualAccount),
    source: payment.source,
    recordedAt: payment.recordedAt,
  };
}

function toAccount({ bankCode, bankName, number, holder, dueAt, issuedAt }: VirtualAccount): CheckoutAccount {
  return { bankCode, bankName, number, holder, dueAt, issuedAt };
}

function toAttention({ at, reason, source, impUid, notificationId, reported }: AttentionEntry): CheckoutAttention {
  return {
    at,
    reason,
    source,
    impUid,
    ...(notificationId !== undefined && { notificationId }),
    reported: reported && {
      merchantUid: reported.merchantUid,
      status: reported.status,
      amount: Number(reported.amount),
      currency: reported.currency,
      sandbox: reported.testChannel,
    },
  };
}
