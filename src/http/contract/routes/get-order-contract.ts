import { OrderParams } from '../../payment-ids';
import { json, reply } from '../answers';
import { orderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const getOrderContract: RouteContract = {
  id: 'getOrder',
  method: 'get',
  path: '/orders/:merchant_uid',
  caller: 'shop',
  summary: 'Read an order',
  params: OrderParams,
  answers: [json(200, 'The order', orderAnswer), reply('orderNotFound')],
};
