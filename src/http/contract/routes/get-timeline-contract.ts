import { OrderParams } from '../../payment-ids';
import { json, reply } from '../answers';
import type { RouteContract } from '../route-contract';
import { timelineAnswer } from '../timeline-answer';

export const getTimelineContract: RouteContract = {
  id: 'getTimeline',
  method: 'get',
  path: '/orders/:merchant_uid/timeline',
  caller: 'shop',
  summary: 'What happened to an order, the oldest first',
  params: OrderParams,
  answers: [json(200, 'The timeline', timelineAnswer), reply('orderNotFound')],
};
