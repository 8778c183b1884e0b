const KEY = /^[A-Za-z0-9_-]{1,64}$/;
const DIGIT = /\d/;

/**
 * Whether a text can be an `imp_uid` (§2.3). Every known `imp_uid` has a digit. i'mport's route names have none:
 * `cancel`, `find`, `findAll`, `prepare`, `status`, `balance`, `holder` (§3 to §5). A text without a digit could call
 * another route, so it must never be put into a path.
 */
export function isPaymentKey(text: string): boolean {
  return KEY.test(text) && DIGIT.test(text);
}
