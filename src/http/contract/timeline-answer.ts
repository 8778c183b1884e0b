import { z } from 'zod';
import type { RedactionCause } from '../../domain/log-entry';
import { time } from './answer-fields';
import { auditFieldsOfEntry } from './audit-answer';

const text = z.string();
const textOrNull = z.string().nullable();
const entryOf = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ at: time, type: z.literal(type), ...shape });

const entry = z.union([
  entryOf('registered', { name: text, amount: z.number(), currency: text }),
  entryOf('amended', { fields: z.array(text).describe('the terms that the shop changed') }),
  entryOf('report', { source: text, imp_uid: text, status: text, outcome: text }),
  entryOf('transition', { from: text, to: text, source: text, imp_uid: textOrNull, reason: text.optional() }),
  entryOf('cancel', { request_id: text, status: text, why: text }),
  entryOf('attention', { reason: text, source: textOrNull, imp_uid: textOrNull, notification_id: text.optional() }),
  entryOf('acknowledged', { by: textOrNull, entries: z.int() }),
  entryOf('redacted', { cause: z.enum(['retention', 'request'] satisfies RedactionCause[]), by: textOrNull }),
  entryOf('resent', {
    messages: z.int(),
    notification_id: textOrNull.describe('the message, if it is one'),
    request_id: textOrNull.describe('of the resend of a period; null where the shop named the order or the message'),
  }),
  entryOf('audit', auditFieldsOfEntry),
  entryOf('message', {
    notification_id: text,
    channel: text,
    event: textOrNull,
    to: textOrNull.describe(
      'a masked phone number; for `customerRecord` the customer_id; null for `shop`, and once redacted',
    ),
    tries: z.int(),
    status: z.enum(['waiting', 'delivered', 'dead']),
    delivered_at: time.nullable().describe('null also while it waits to be sent again'),
    first_delivered_at: time.nullable(),
    resent_at: time.nullable().describe('when it was last asked for again'),
    dead_at: time.nullable(),
    last_error: textOrNull.describe('what the last failed try was answered; masked'),
  }),
]);

/** What happened to an order, in the shop's API. */
export const timelineAnswer = z.strictObject({
  merchant_uid: text,
  is_whole: z.boolean().describe('false where older reports, steps, transitions or delivered messages may be gone'),
  entries: z.array(entry),
});

export type TimelineAnswer = z.output<typeof timelineAnswer>;
