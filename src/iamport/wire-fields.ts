import { z } from 'zod';

/**
 * A text that decides nothing. A value of another type, and an absent one, become null: it must not make the payment
 * unreadable.
 */
const textAs = (read: (text: string) => string | null) =>
  z.transform((value: unknown) => (typeof value === 'string' ? read(value) : null));

/** Unchanged text. A value of another type becomes null. */
export const lenientText = textAs((text) => text);

/**
 * Text that people read, cut to a length that an order has room for; null where the gateway or the PG sends a stand-in for
 * "nothing".
 */
export const meaningfulText = (maxLength: number) =>
  textAs((text) => (isStandIn(text) ? null : text.slice(0, maxLength)));

/** An identifier; null for a stand-in, and for a text that is too long: two cut ones might be equal. */
export const identifier = (maxLength: number) =>
  textAs((text) => (isStandIn(text) || text.length > maxLength ? null : text));

/** The https address of a page that a buyer may be sent to; null for anything else, and for a longer one. */
export const httpsAddress = (maxLength: number) =>
  textAs((text) => (text.length <= maxLength && /^https:/i.test(text) && URL.canParse(text) ? text : null));

/** A text that must be there, cut. */
export const cutText = (maxLength: number) => z.string().transform((value) => value.slice(0, maxLength));

/** Unix seconds. 0, null, absent and impossible times mean "not set" (§2.3). */
export const unixTime = z.number().nullish().transform(toDate);

/** A time that decides nothing. A value of another type counts as not set. */
export const lenientTime = z.transform((value: unknown) => (typeof value === 'number' ? toDate(value) : null));

/** No payment is older than the gateway. A time in the far future is in milliseconds, or stands for "never". */
const [FIRST_SECOND, LAST_SECOND] = [Date.UTC(2000, 0) / 1000, Date.UTC(2100, 0) / 1000];

function toDate(seconds: number | null | undefined): Date | null {
  return seconds != null && seconds >= FIRST_SECOND && seconds < LAST_SECOND ? new Date(seconds * 1000) : null;
}

/** Words that systems send for "nothing". Eximbay's convenience stores send the account number `unknown` (§7.1). */
const STAND_INS: ReadonlySet<string> = new Set([
  'unknown',
  'undefined',
  'null',
  'none',
  'nil',
  'n/a',
  '없음',
  '알 수 없음',
  '알수없음',
]);
/** A letter, or a digit other than 0. */
const MEANING = /(?!0)[\p{L}\p{N}]/u;

/** Tells whether a text stands for "nothing": it is one of these words, or has no letter and no digit but 0. */
function isStandIn(value: string): boolean {
  return !MEANING.test(value) || STAND_INS.has(value.trim().toLowerCase());
}
