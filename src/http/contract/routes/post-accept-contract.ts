import { OrderParams } from '../../payment-ids';
import { PostAcceptBody } from '../../routes/post-accept';
import { reply } from '../answers';
import { changedOrderAnswer, outcome } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const postAcceptContract: RouteContract = {
  id: 'postAccept',
  method: 'post',
  path: '/orders/:merchant_uid/accept',
  caller: 'shop',
  summary: 'Accept a held payment, which settles its order',
  params: OrderParams,
  body: PostAcceptBody.meta({ examples: [{ imp_uid: 'imp_448280090638', reason: '고객 확인' }] }),
  answers: [
    reply('accepted', { order: changedOrderAnswer }),
    reply('notAcceptable', { outcome }),
    reply('orderNotFound'),
    reply('paymentNotFound'),
  ],
};
