const KEY = /^[A-Za-z0-9_-]{1,64}$/;
const DIGIT = /\d/;

/**
 * Whether a text can be i'mport's key of a payment (§2.3). Every key ever seen has digits, and the words that i'mport
 * reads as other routes in its place have none: `cancel`, `find`, `findAll`, `prepare`, `status`, `balance`, `holder`
 * (§3 to §5). So a text without a digit must never be put into a path.
 */
export function isPaymentKey(text: string): boolean {
  return KEY.test(text) && DIGIT.test(text);
}
