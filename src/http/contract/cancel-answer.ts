import { z } from 'zod';
import type { CancelCause } from '../../domain/cancel/cancel';
import type { CancelKind, CancelState } from '../../domain/cancel/cancel-state';
import { amount, currency, time } from './answer-fields';

/** A cancel in the shop's API, without the refund account. */
export const cancelAnswer = z
  .strictObject({
    request_id: z.string(),
    kind: z.enum(['cancel', 'revoke'] satisfies CancelKind[]),
    cause: z.enum(['shop', 'forged', 'duplicate', 'late', 'surplus', 'closed', 'wrong'] satisfies CancelCause[]),
    imp_uid: z.string(),
    status: z.enum(['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'] satisfies CancelState[]),
    amount,
    currency,
    reason: z.string(),
    requested_at: time,
    sent_at: time.nullable(),
    ended_at: time.nullable(),
    cancellation_id: z.string().nullable(),
    answer: z.string().nullable().describe('why it was refused'),
  })
  .meta({ id: 'Cancel' });

export type CancelAnswer = z.output<typeof cancelAnswer>;
