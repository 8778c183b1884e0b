import { z } from 'zod';
import { GetOrdersQuery } from '../../order-list';
import { json } from '../answers';
import { orderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const getOrdersContract: RouteContract = {
  id: 'getOrders',
  method: 'get',
  path: '/orders',
  caller: 'shop',
  summary: 'List the orders that have all of the filters, the newest first',
  query: GetOrdersQuery,
  answers: [
    json(
      200,
      'One page of orders',
      z.strictObject({
        orders: z.array(orderAnswer),
        next: z.string().nullable().describe('the `after` of the next page; null on the last page'),
      }),
    ),
  ],
};
