import { Body } from '../../routes/post-complete';
import { PAYMENT_ANSWERS } from '../payment-answers';
import type { RouteContract } from '../route-contract';

export const postComplete: RouteContract = {
  id: 'postComplete',
  method: 'post',
  path: '/payments/complete',
  caller: 'buyer',
  summary: 'Report from the buyer’s browser that the payment window has ended',
  body: Body,
  takesForms: true,
  answers: PAYMENT_ANSWERS,
};
