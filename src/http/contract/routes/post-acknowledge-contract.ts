import { OrderParams } from '../../payment-ids';
import { PostAcknowledgeBody } from '../../routes/post-acknowledge';
import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

export const postAcknowledgeContract: RouteContract = {
  id: 'postAcknowledge',
  method: 'post',
  path: '/orders/:merchant_uid/attention/acknowledge',
  caller: 'shop',
  summary: 'Take an order off the attention list; its evidence is kept',
  params: OrderParams,
  body: PostAcknowledgeBody.meta({ examples: [{ entries: 1, reason: 'seen in i’mport’s console' }] }),
  answers: [{ http: 204, description: 'The order is off the list' }, reply('attentionChanged')],
};
