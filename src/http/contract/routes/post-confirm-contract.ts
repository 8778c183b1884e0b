import { z } from 'zod';
import { REPLIES } from '../../replies';
import { PostConfirmBody } from '../../routes/post-confirm';
import { json, reply } from '../answers';
import type { RouteContract } from '../route-contract';

const refusal = z.strictObject({ reason: z.string().describe('in Korean, for the buyer in the payment window') });

export const postConfirmContract: RouteContract = {
  id: 'postConfirm',
  method: 'post',
  path: '/payments/confirm',
  caller: 'gateway',
  summary: 'Question of i’mport just before a payment is approved',
  description: 'Only a 200 lets the payment go on. Every other answer stops it.',
  body: PostConfirmBody.meta({
    examples: [{ imp_uid: 'imp_448280090638', merchant_uid: '5b0c6f1e9a7d43c8b2e47f90d1a6835c', amount: 64_900 }],
  }),
  form: PostConfirmBody.extend({ amount: z.string().regex(/^\d{1,15}(\.\d{1,3})?$/) }),
  answers: [json(200, 'The payment may be approved', z.strictObject({})), json(409, 'The payment is stopped', refusal)],
  commonAnswer: (code) => json(REPLIES[code].http, REPLIES[code].message, refusal, reply(code).headers),
};
