import { z } from 'zod';
import { OrderParams } from '../../payment-ids';
import { reply } from '../answers';
import { changedOrderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const postRecheckContract: RouteContract = {
  id: 'postRecheck',
  method: 'post',
  path: '/orders/:merchant_uid/recheck',
  caller: 'shop',
  summary: 'Ask i’mport for the payments of an order now',
  params: OrderParams,
  answers: [
    reply('rechecked', {
      payments: z.array(z.strictObject({ imp_uid: z.string(), status: z.string() })).describe('what i’mport has'),
      differences: z
        .array(
          z.strictObject({
            imp_uid: z.string().nullable(),
            outcome: z.string(),
            before: z.string(),
            after: z.string(),
          }),
        )
        .describe('payments of which the order did not know, or knew less, and the states of the order around each'),
      unreadable: z.int().describe('payments that i’mport has and that cannot be read'),
      order: changedOrderAnswer,
    }),
    reply('orderNotFound'),
  ],
};
