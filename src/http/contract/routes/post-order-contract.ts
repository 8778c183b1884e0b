import { PostOrderBody } from '../../routes/post-order';
import { json, reply } from '../answers';
import { changedOrderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const postOrderContract: RouteContract = {
  id: 'postOrder',
  method: 'post',
  path: '/orders',
  caller: 'shop',
  summary: 'Register an order before the payment window opens',
  body: PostOrderBody.meta({ examples: [{ name: 'Norway swivel chair', amount: 64_900 }] }),
  answers: [
    json(201, 'Registered', changedOrderAnswer, { Location: 'the path of the order' }),
    json(200, 'The stored order: the same request came again', changedOrderAnswer),
    reply('orderConflict'),
  ],
};
