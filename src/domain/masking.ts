/** Masks possible account and phone numbers in a text from outside: all but the last three digits of each run. */
export function maskDigits(text: string): string {
  return text.replace(/\d(?=[\d-]*\d{3})/g, '*');
}

/**
 * Masks a phone number for the log: `010-1234-5678` becomes `*********5678`; one of up to 8 characters is fully masked.
 */
export function maskPhone(tel: string): string {
  const shown = tel.length > 8 ? 4 : 0;
  return '*'.repeat(tel.length - shown) + tel.slice(tel.length - shown);
}

/**
 * Masks what may identify a buyer in a text of the shop's staff: the values that the order holds of the buyer, numbers as
 * `maskDigits` does, and e-mail addresses.
 *
 * @param values of the buyer; one sign alone is no value
 */
export function maskPersonal(text: string, values: readonly string[]): string {
  const known = values.filter((value) => value.length > 1).toSorted((a, b) => b.length - a.length);
  const masked = known.reduce((masking, value) => masking.replaceAll(value, '***'), text);
  return maskDigits(masked).replace(/[^\s@]+@[^\s@]+/g, '***@***');
}

/** Masks a name but for its first and last sign: `한바다` becomes `한*다`, `Kim` becomes `K*m`; one of two signs keeps the first. */
export function maskName(name: string): string {
  const signs = [...name];
  const [first = '', ...rest] = signs;
  const last = rest.length > 1 ? (rest.at(-1) ?? '') : '';
  return first + '*'.repeat(Math.max(1, rest.length - (last === '' ? 0 : 1))) + last;
}

/** Masks an e-mail address but for its first sign and its host: `b***@buyer.example`; a text without `@` is masked whole. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${[...email][0] ?? ''}***${email.slice(at)}`;
}
