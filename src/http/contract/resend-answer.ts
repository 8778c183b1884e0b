import { z } from 'zod';
import { time } from './answer-fields';

/** A resend of a period. */
export const resendAnswer = z.strictObject({
  request_id: z.string(),
  from: time,
  to: time,
  requested_at: time,
  ended_at: time.nullable().describe('when the last event was put back; null while it goes on'),
  orders: z.int().describe('orders with events that were put back so far'),
  messages: z.int().describe('events that were put back so far'),
});

export type ResendAnswer = z.output<typeof resendAnswer>;
