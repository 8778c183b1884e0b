import { z } from 'zod';
import type { AttentionReason } from '../../domain/order';
import type { OrderState } from '../../domain/order-state';
import type { Source } from '../../domain/payment';
import type { Outcome } from '../../domain/verdict';
import { accountAnswer } from './account-answer';
import { amount, currency, time } from './answer-fields';
import { cancelAnswer } from './cancel-answer';

const source = z
  .enum(['callback', 'redirect', 'webhook', 'reconcile', 'cancel', 'accept'] satisfies Source[])
  .describe('what caused the look-up or change');

export const orderState = z
  .enum(['pending', 'ready', 'paid', 'partially_cancelled', 'cancelled', 'expired', 'closed'] satisfies OrderState[])
  .meta({ id: 'OrderState' });

export const outcome = z
  .enum([
    'success',
    'vbankIssued',
    'forgery',
    'failed',
    'pending',
    'cancelled',
    'duplicate',
    'orderClosed',
    'paymentHeld',
  ] satisfies Outcome[])
  .meta({ id: 'Outcome', description: 'how a payment was judged against its order' });

export const attentionReason = z
  .enum([
    'replay',
    'testChannel',
    'currencyDiffers',
    'amountDiffers',
    'duplicate',
    'late',
    'olderThanOrder',
    'amountChanged',
    'accountDueTooFar',
    'unknownStatus',
    'unreadable',
    'notificationFailed',
    'refundAccountMissing',
    'cancelRefused',
    'cancelUnclear',
    'cancelDelayed',
    'revokeKeyMissing',
    'tooManyAccounts',
  ] satisfies AttentionReason[])
  .meta({ id: 'AttentionReason', description: 'why a person has to look at an order' });

const cancellation = z.strictObject({
  cancellation_id: z.string().nullable(),
  amount: amount.nullable(),
  cancelled_at: time.nullable(),
  reason: z.string().nullable(),
});

const paymentAnswer = z
  .strictObject({
    imp_uid: z.string(),
    status: z.string().describe('as i’mport writes it'),
    outcome,
    amount,
    cancel_amount: amount.nullable(),
    currency,
    sandbox: z.boolean().describe('made through a test channel: no money moved'),
    pay_method: z.string().nullable(),
    pg_provider: z.string().nullable(),
    pg_tid: z.string().nullable(),
    receipt_url: z.string().nullable(),
    paid_at: time.nullable(),
    failed_at: time.nullable(),
    cancelled_at: time.nullable(),
    fail_reason: z.string().nullable(),
    virtual_account: accountAnswer.nullable(),
    cancel_history: z.array(cancellation),
    source,
    recorded_at: time,
  })
  .meta({ id: 'Payment', description: 'a payment as last reported' });

const attentionAnswer = z
  .strictObject({
    at: time,
    reason: attentionReason,
    source: source.nullable(),
    imp_uid: z.string().nullable(),
    notification_id: z.string().optional().describe('the dead letter'),
    reported: z
      .strictObject({
        merchant_uid: z.string(),
        status: z.string(),
        amount,
        currency,
        sandbox: z.boolean(),
      })
      .nullable()
      .describe('the payment as reported; null if the entry is about no payment'),
  })
  .meta({ id: 'Attention', description: 'a case for a person, with its evidence' });

const historyAnswer = z
  .strictObject({
    at: time,
    from: orderState,
    to: orderState,
    source,
    imp_uid: z.string().nullable(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Transition' });

/** An order in the shop's API. */
export const orderAnswer = z
  .strictObject({
    merchant_uid: z.string(),
    status: orderState,
    name: z.string(),
    amount,
    currency,
    customer_id: z.string().nullable(),
    expires_at: time.nullable(),
    accepted_until: z
      .strictObject({
        payment: time.nullable(),
        deposits: z.array(z.strictObject({ imp_uid: z.string(), until: time.nullable() })),
      })
      .nullable()
      .describe('until when a payment and each deposit count; null where the order waits for nothing'),
    prepared: z.boolean().describe('whether i’mport knows amount and currency'),
    paid_by: z.string().nullable().describe('the `imp_uid` of the payment that settled the order'),
    payments: z.array(paymentAnswer),
    virtual_account: accountAnswer.extend({ imp_uid: z.string() }).nullable(),
    unlisted_accounts: z.array(z.string()),
    cancels: z.array(cancelAnswer),
    needs_attention: z.boolean(),
    attention: z.array(attentionAnswer),
    history: z.array(historyAnswer),
    created_at: time,
    redacted_at: time.nullable().describe('when the personal values were removed; null while the order has them'),
  })
  .meta({ id: 'Order' });

/** An order in the answer to its change. */
export const changedOrderAnswer = z.union([
  orderAnswer,
  orderAnswer
    .pick({
      merchant_uid: true,
      status: true,
      name: true,
      amount: true,
      currency: true,
      expires_at: true,
      prepared: true,
      paid_by: true,
    })
    .meta({ id: 'OrderInShort', description: 'an order for a key without the scope `orders:read`' }),
]);

export type ChangedOrderAnswer = z.output<typeof changedOrderAnswer>;
export type OrderAnswer = z.output<typeof orderAnswer>;
export type PaymentAnswer = z.output<typeof paymentAnswer>;
export type AttentionAnswer = z.output<typeof attentionAnswer>;
export type HistoryAnswer = z.output<typeof historyAnswer>;
