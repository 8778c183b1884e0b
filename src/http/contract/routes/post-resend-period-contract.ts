import { z } from 'zod';
import { PostResendPeriodBody } from '../../routes/post-resend-period';
import { reply } from '../answers';
import { resendAnswer } from '../resend-answer';
import type { RouteContract } from '../route-contract';

export const postResendPeriodContract: RouteContract = {
  id: 'postResendPeriod',
  method: 'post',
  path: '/outbox/resends',
  caller: 'shop',
  summary: 'Send all events of a period to the shop again',
  description:
    'Those that the shop’s server accepted from `from` to `to`. They go out in the background, a few orders at a time. A repeat with the same `request_id` changes nothing.',
  body: PostResendPeriodBody.meta({ examples: [{ request_id: 'restore-1', from: '2026-11-30', to: '2026-11-30' }] }),
  answers: [
    reply('resending', { resend: resendAnswer }),
    reply('resendConflict', { request_id: z.string() }),
    reply('tooManyResends', { open: z.int() }),
  ],
};
