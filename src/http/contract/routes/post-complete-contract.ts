import { PostCompleteBody } from '../../routes/post-complete';
import { PAYMENT_ANSWERS } from '../payment-answers';
import type { RouteContract } from '../route-contract';

export const postCompleteContract: RouteContract = {
  id: 'postComplete',
  method: 'post',
  path: '/payments/complete',
  caller: 'buyer',
  summary: 'Report from the buyer’s browser that the payment window has ended',
  body: PostCompleteBody.meta({
    examples: [{ imp_uid: 'imp_448280090638', merchant_uid: '5b0c6f1e9a7d43c8b2e47f90d1a6835c' }],
  }),
  form: PostCompleteBody,
  answers: PAYMENT_ANSWERS,
};
