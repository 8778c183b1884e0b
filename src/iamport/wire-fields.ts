import { z } from 'zod';

/** Text as it came: whatever else arrives in its place must not make a payment unreadable. */
export const text = z.string().nullish().catch(null);

/** Text that people read, or that names something; null where the gateway or the PG has nothing to say. */
export const said = text.transform((words) => (words == null || isStandIn(words) ? null : words));

/** The address of a page that a buyer may be sent to. */
export const httpsAddress = text.transform((address) =>
  address != null && URL.canParse(address) && new URL(address).protocol === 'https:' ? address : null,
);

/** No payment is older than the gateway; what lies far ahead is milliseconds, or stands for "never". */
const [FIRST_SECOND, LAST_SECOND] = [Date.UTC(2000, 0) / 1000, Date.UTC(2100, 0) / 1000];

/** Unix seconds; 0, null and absent all mean "not said" (§2.3), and so do times that cannot be. */
export const time = z
  .number()
  .nullish()
  .transform((seconds) =>
    seconds != null && seconds >= FIRST_SECOND && seconds < LAST_SECOND ? new Date(seconds * 1000) : null,
  );

/** A time that decides nothing: whatever else arrives in its place is not set. */
export const otherTime = time.catch(null);

/** What systems write where they have nothing to say; Eximbay's convenience stores have the number `unknown` (§7.1). */
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

/** Whether a text stands for "nothing": one of those words, or no letter and no digit but 0. */
function isStandIn(words: string): boolean {
  return STAND_INS.includes(words.trim().toLowerCase()) || !/[\p{L}\p{N}]/u.test(words.replaceAll('0', ''));
}
