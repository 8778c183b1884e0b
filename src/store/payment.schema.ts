import { Schema } from 'mongoose';
import type { PaymentRecord } from '../domain/payment-record';
import type { Cancellation, VirtualAccount } from '../domain/payment';
import {
  flag,
  listOf,
  moment,
  momentOrNull,
  orNull,
  PART,
  text,
  textOrNull,
  wholeOrNull,
  type Fields,
} from './schema-fields';

/** The virtual account of an order, of a payment and of the customer's record. */
export const virtualAccountSchema = new Schema(
  {
    impUid: text,
    bankCode: textOrNull,
    bankName: textOrNull,
    number: textOrNull,
    holder: textOrNull,
    dueAt: momentOrNull,
    issuedAt: momentOrNull,
  } satisfies Fields<VirtualAccount>,
  PART,
);

const cancellationSchema = new Schema(
  {
    cancellationId: textOrNull,
    amount: wholeOrNull,
    cancelledAt: momentOrNull,
    reason: textOrNull,
  } satisfies Fields<Cancellation>,
  PART,
);

/** A payment of an order. */
export const paymentSchema = new Schema(
  {
    askedAt: moment,
    impUid: text,
    merchantUid: text,
    status: text,
    statusText: text,
    amount: wholeOrNull,
    amountText: text,
    cancelAmount: wholeOrNull,
    currency: text,
    testChannel: flag,
    payMethod: textOrNull,
    pgProvider: textOrNull,
    pgTid: textOrNull,
    receiptUrl: textOrNull,
    startedAt: momentOrNull,
    paidAt: momentOrNull,
    failedAt: momentOrNull,
    cancelledAt: momentOrNull,
    failReason: textOrNull,
    virtualAccount: orNull(virtualAccountSchema),
    cancellations: listOf(cancellationSchema),
    outcome: text,
    source: text,
    recordedAt: moment,
  } satisfies Fields<PaymentRecord>,
  PART,
);
