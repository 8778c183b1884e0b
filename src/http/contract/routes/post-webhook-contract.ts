import { z } from 'zod';
import { PostWebhookBody } from '../../routes/post-webhook';
import { json } from '../answers';
import { outcome } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const postWebhookContract: RouteContract = {
  id: 'postWebhook',
  method: 'post',
  path: '/payments/webhook',
  caller: 'gateway',
  summary: 'Report from i’mport that a payment has changed',
  description: '503 means "send again". Every other answer is final: sending again would change nothing.',
  body: PostWebhookBody.meta({
    examples: [{ imp_uid: 'imp_448280090638', merchant_uid: '5b0c6f1e9a7d43c8b2e47f90d1a6835c', status: 'paid' }],
  }),
  form: PostWebhookBody,
  answers: [
    json(
      200,
      'The outcome is recorded, also that of a refused payment',
      z.strictObject({ status: outcome.or(z.enum(['paymentNotFound', 'orderNotFound'])) }),
    ),
  ],
};
