import { z } from 'zod';
import { MessageParams } from '../../payment-ids';
import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

const fields = { id: z.string(), merchant_uid: z.string() };

export const postResendMessageContract: RouteContract = {
  id: 'postResendMessage',
  method: 'post',
  path: '/outbox/:id/resend',
  caller: 'shop',
  summary: 'Send a delivered event to the shop again',
  description: 'It keeps its `webhook-id`: a server that has processed the event drops it.',
  params: MessageParams,
  answers: [
    reply('resending', fields),
    reply('messageNotFound', { ...fields, merchant_uid: z.string().optional() }),
    reply('messageGone', fields),
    reply('messageWaiting', fields),
    reply('messageDead', fields),
    reply('notForShop', fields),
  ],
};
