import { z } from 'zod';
import { GetResendParams } from '../../routes/get-resend';
import { json, reply } from '../answers';
import { resendAnswer } from '../resend-answer';
import type { RouteContract } from '../route-contract';

export const getResendContract: RouteContract = {
  id: 'getResend',
  method: 'get',
  path: '/outbox/resends/:request_id',
  caller: 'shop',
  summary: 'How far the resend of a period has come',
  params: GetResendParams,
  answers: [json(200, 'The resend', resendAnswer), reply('resendNotFound', { request_id: z.string() })],
};
