import { z } from 'zod';

const holdOrCancel = z.enum(['hold', 'cancel'], 'must be hold or cancel').default('hold');

/** What is done about money that came in wrongly. */
export const guardSettings = {
  FORGED_PAYMENT: holdOrCancel,
  DUPLICATE_PAYMENT: holdOrCancel,
  LATE_PAYMENT: z.enum(['accept', 'hold', 'cancel'], 'must be accept, hold or cancel').default('hold'),
};
