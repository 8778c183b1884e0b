import { z } from 'zod';
import { OrderParams } from '../../payment-ids';
import { PostResendOrderBody } from '../../routes/post-resend-order';
import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

const fields = { merchant_uid: z.string(), messages: z.int().describe('events that go out again') };

export const postResendOrderContract: RouteContract = {
  id: 'postResendOrder',
  method: 'post',
  path: '/orders/:merchant_uid/resend',
  caller: 'shop',
  summary: 'Send the delivered events of an order to the shop again',
  description:
    'Those that the shop’s server accepted from `from` to `to`, each under its `webhook-id`, in their sequence.',
  params: OrderParams,
  body: PostResendOrderBody.meta({ examples: [{ from: '2026-11-30' }] }),
  answers: [reply('resending', fields), reply('nothingToResend', fields), reply('orderNotFound')],
};
