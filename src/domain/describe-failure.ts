const MAX_LENGTH = 200;

/** Texts that must not be stored or logged: keys, credentials in URLs, query strings, e-mail addresses, phone numbers. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/whsec_\S*/g, 'whsec_***'],
  [/\/\/[^/\s@]+@/g, '//***@'],
  [/\?\S*/g, '?***'],
  [/[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, '***@***'],
  [/\+?\d(?:[\d\s()-]{5,}\d)/g, '***'],
];

/** The reason of a failed delivery for the database and the log: one line of at most 200 characters, secrets masked. */
export function describeFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const masked = SECRETS.reduce((text, [secret, mask]) => text.replace(secret, mask), message.slice(0, 4 * MAX_LENGTH));
  return masked
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
