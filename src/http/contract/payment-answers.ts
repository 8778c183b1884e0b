import { z } from 'zod';
import { accountAnswer } from './account-answer';
import { reply } from './answers';
import type { Answer } from './route-contract';

const order = { merchant_uid: z.string() };

/** The answers to a buyer's report of a payment, one for each outcome of a verification. */
export const PAYMENT_ANSWERS: readonly Answer[] = [
  reply('success', order),
  reply('vbankIssued', { ...order, ...accountAnswer.shape }),
  reply('forgery', order),
  reply('failed', {
    ...order,
    window_message: z.string().optional().describe('the words of the payment window, made safe to show'),
  }),
  reply('pending', order),
  reply('cancelled', order),
  reply('duplicate', { ...order, refunded: z.literal(true).optional().describe('the order was refunded since') }),
  reply('orderClosed', order),
  reply('paymentHeld', order),
  reply('paymentNotFound', order),
  reply('orderNotFound', order),
  reply('unavailable', { merchant_uid: z.string().optional() }),
];
