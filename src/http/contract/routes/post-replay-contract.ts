import { z } from 'zod';
import { CHANNELS } from '../../../domain/outbox';
import { MessageParams } from '../../payment-ids';
import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

const id = { id: z.string() };

export const postReplayContract: RouteContract = {
  id: 'postReplay',
  method: 'post',
  path: '/outbox/:id/replay',
  caller: 'shop',
  summary: 'Send a dead letter again',
  params: MessageParams,
  answers: [
    reply('replayed', {
      ...id,
      merchant_uid: z.string(),
      channel: z.enum(CHANNELS),
    }),
    reply('notificationNotFound', id),
    reply('notDead', id),
  ],
};
