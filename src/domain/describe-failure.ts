const MAX_LENGTH = 200;

/** What must not be kept or logged, wherever a library may have put it: keys, credentials in addresses, phone numbers. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/whsec_\S*/g, 'whsec_***'],
  [/\/\/[^/\s@]+@/g, '//***@'],
  [/\?\S*/g, '?***'],
  [/\+?\d(?:[\d\s()-]{5,}\d)/g, '***'],
];

/** Why a delivery failed, as it may stand in the database and in a log: one short line, masked. */
export function describeFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const masked = SECRETS.reduce((text, [secret, mask]) => text.replace(secret, mask), message.slice(0, 4 * MAX_LENGTH));
  return masked
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
