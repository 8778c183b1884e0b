import { z } from 'zod';
import { wholeNumber } from './setting-types';

const holdOrCancel = z.enum(['hold', 'cancel'], 'must be hold or cancel').default('hold');

/** Settings for payments that must not settle an order. */
export const MONEY_POLICY_SETTINGS = {
  FORGED_PAYMENT: holdOrCancel,
  DUPLICATE_PAYMENT: holdOrCancel,
  VBANK_MAX_DAYS: wholeNumber(0, 3_650).default(0),
  LATE_PAYMENT: z.enum(['accept', 'hold', 'cancel'], 'must be accept, hold or cancel').default('hold'),
};
