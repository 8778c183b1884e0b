import { z } from 'zod';
import { MESSAGE_ID_LENGTH } from '../domain/message-id';
import { isPaymentKey } from '../domain/payment-key';

/** i'mport's key of a payment. Words that name routes of i'mport are refused (§2.3). */
export const impUid = z
  .string('must be a text such as imp_123456789012; without one there is no payment to verify')
  .refine(isPaymentKey, 'must be 1 to 64 letters, digits, "_" or "-", with at least one digit')
  .meta({ pattern: '^[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*$', maxLength: 64 });

/** The shop's key of an order, in a form that every PG accepts (§8.2). */
export const merchantUid = z
  .string('must be a text; make one of an ObjectId')
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 letters, digits, "_" or "-"');

/**
 * An order key in a webhook or confirm call. Other systems of the merchant may use the same webhook URL. So a key that
 * we would not issue is an unknown order, not a malformed request. Only texts that no system uses as a key are refused.
 */
export const foreignMerchantUid = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,128}$/u, 'must be 1 to 128 printable characters');

/** The path of a route about one order. */
export const OrderParams = z.object({ merchant_uid: merchantUid });

/** The id of a message: `webhook-id` of an event, `notification_id` of a timeline. */
export const messageId = z
  .string()
  .regex(
    new RegExp(`^[A-Za-z0-9_-]{1,${MESSAGE_ID_LENGTH}}$`),
    `must be 1 to ${MESSAGE_ID_LENGTH} letters, digits, "_" or "-"`,
  );

/** The shop's id of a request, by which a repeat is known. */
export const requestId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"');

/** The path of a route about one message. */
export const MessageParams = z.object({ id: messageId });
