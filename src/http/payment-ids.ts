import { z } from 'zod';
import { isPaymentKey } from '../domain/payment-key';

/** i'mport's key of a payment; no word that names one of i'mport's routes can be one (§2.3). */
export const impUid = z
  .string()
  .refine(isPaymentKey, 'must be 1 to 64 letters, digits, "_" or "-", with at least one digit');

/** The shop's key of an order, and what every PG accepts of it (§8.2). */
export const merchantUid = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 letters, digits, "_" or "-"');

/**
 * An order key in a webhook. Other systems of the same merchant may share the webhook's address, so a key that could not
 * be ours is an unknown order and no malformed request; only what no key can be is refused.
 */
export const foreignMerchantUid = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,128}$/u, 'must be 1 to 128 printable characters');
