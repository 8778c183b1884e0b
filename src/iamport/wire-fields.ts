import { z } from 'zod';

/** Unchanged text. A value of another type becomes null, so that it does not make the payment unreadable. */
export const lenientText = z.string().nullish().catch(null);

/**
 * Text that people read, cut to a length that an order has room for; null where the gateway or the PG sends a stand-in for
 * "nothing".
 */
export const meaningfulText = (maxLength: number) =>
  lenientText.transform((value) => (value == null || isStandIn(value) ? null : value.slice(0, maxLength)));

/** An identifier; null for a stand-in, and for a text that is too long: two cut ones might be equal. */
export const identifier = (maxLength: number) =>
  lenientText.transform((value) => (value == null || isStandIn(value) || value.length > maxLength ? null : value));

/** The https address of a page that a buyer may be sent to; null for anything else, and for a longer one. */
export const httpsAddress = (maxLength: number) =>
  lenientText.transform((address) =>
    address != null && address.length <= maxLength && URL.canParse(address) && new URL(address).protocol === 'https:'
      ? address
      : null,
  );

/** A text that must be there, cut. */
export const cutText = (maxLength: number) => z.string().transform((value) => value.slice(0, maxLength));

/** No payment is older than the gateway. A time in the far future is in milliseconds, or stands for "never". */
const [FIRST_SECOND, LAST_SECOND] = [Date.UTC(2000, 0) / 1000, Date.UTC(2100, 0) / 1000];

/** Unix seconds. 0, null, absent and impossible times mean "not set" (§2.3). */
export const unixTime = z
  .number()
  .nullish()
  .transform((seconds) =>
    seconds != null && seconds >= FIRST_SECOND && seconds < LAST_SECOND ? new Date(seconds * 1000) : null,
  );

/** A time that decides nothing. A value of another type counts as not set. */
export const lenientTime = unixTime.catch(null);

/** Words that systems send for "nothing". Eximbay's convenience stores send the account number `unknown` (§7.1). */
const STAND_INS: readonly string[] = [
  'unknown',
  'undefined',
  'null',
  'none',
  'nil',
  'n/a',
  '없음',
  '알 수 없음',
  '알수없음',
];

/** Tells whether a text stands for "nothing": it is one of these words, or has no letter and no digit but 0. */
function isStandIn(value: string): boolean {
  return STAND_INS.includes(value.trim().toLowerCase()) || !/[\p{L}\p{N}]/u.test(value.replaceAll('0', ''));
}
