/**
 * An amount in the currency's smallest unit: won for KRW, cents for USD. It is a whole number, so `===` compares two
 * amounts exactly. Never add or compare amounts of different currencies.
 */
export type Amount = number & { readonly __unit: 'smallest unit of its currency' };

const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/**
 * The number of decimals that ISO 4217 gives a currency; `undefined` for an unknown code.
 *
 * The exceptions are listed here and not read from `Intl`: its data change with the runtime, and a stored amount must
 * keep its meaning.
 */
export function decimalsOf(currency: string): number | undefined {
  if (NO_DECIMALS.includes(currency)) return 0;
  if (THREE_DECIMALS.includes(currency)) return 3;
  return KNOWN.has(currency) ? 2 : undefined;
}

/**
 * Converts a decimal number from JSON into the currency's smallest unit, without float arithmetic.
 *
 * @returns `null` if the number is no exact amount of that currency: 10.04 KRW, a negative number, more digits than a
 * double holds, an unknown currency
 */
export function toAmount(value: number, currency: string): Amount | null {
  const decimals = decimalsOf(currency);
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (decimals === undefined || parts === null) return null;
  const [, whole = '', fraction = ''] = parts;
  if (fraction.length > decimals) return null;
  const amount = Number(whole + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amount) ? (amount as Amount) : null;
}

/**
 * Converts an amount into the decimal number that i'mport and our API use: 1234 of USD is 12.34, 1004 of KRW is 1004.
 */
export function toDecimal(amount: Amount, currency: string): number {
  return Number(toDecimalText(amount, currency));
}

/** Writes an amount as a decimal with all decimals of its currency: 1230 of USD is "12.30", 1004 of KRW is "1004". */
export function toDecimalText(amount: Amount, currency: string): string {
  const decimals = decimalsOf(currency) ?? 0;
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
