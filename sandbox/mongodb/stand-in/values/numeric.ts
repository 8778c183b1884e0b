import { Decimal128, Double, Int32, Long } from 'bson';
import { CommandError } from '../command-error';

/** What a BSON number is worth; a 64-bit integer outside the safe range is a bigint. */
export type Numeric = number | bigint | Decimal128;

/** The worth of a BSON or JavaScript number, undefined for anything else. */
export const numericOf = (value: unknown): Numeric | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) {
    const approximate = value.toNumber();
    return Number.isSafeInteger(approximate) ? approximate : value.toBigInt();
  }
  return value instanceof Decimal128 ? value : undefined;
};

/** A number for arithmetic outside of stored data (limits, counts), undefined when it is none. */
export const toNumber = (value: unknown): number | undefined => {
  const numeric = numericOf(value);
  if (numeric === undefined) return undefined;
  return typeof numeric === 'object' ? Number(numeric.toString()) : Number(numeric);
};

interface Exact {
  coefficient: bigint;
  exponent: number;
}

const parseExact = (text: string): Exact => {
  const [mantissa = '0', exponent = '0'] = text.toUpperCase().split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
};

// 34 digits are what a Decimal128 holds, and more digits than a double ever needs to tell it from its neighbours.
const exactText = (value: Numeric): string =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(34) : value.toString();

const isSpecial = (text: string): boolean => /^-?(nan|infinity)$/i.test(text);

const align = (a: Exact, b: Exact): [bigint, bigint, number] => {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (exact: Exact) => exact.coefficient * 10n ** BigInt(exact.exponent - exponent);
  return [scaled(a), scaled(b), exponent];
};

const compareOrdered = (a: number | bigint, b: number | bigint): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  // What is left is a NaN, lowest of all numbers, or equal numbers of different JavaScript types.
  const [aIsNaN, bIsNaN] = [Number.isNaN(a), Number.isNaN(b)];
  return aIsNaN === bIsNaN ? 0 : aIsNaN ? -1 : 1;
};

/** Orders two numbers by their worth, whatever their types: Int32(1), Long(1), Double(1) and Decimal128(1) are equal. */
export const compareNumerics = (a: Numeric, b: Numeric): number => {
  if (typeof a !== 'object' && typeof b !== 'object') return compareOrdered(a, b);
  const [aText, bText] = [exactText(a), exactText(b)];
  if (isSpecial(aText) || isSpecial(bText)) return compareOrdered(Number(aText), Number(bText));
  const [aScaled, bScaled] = align(parseExact(aText), parseExact(bText));
  return compareOrdered(aScaled, bScaled);
};

/** A text that two numbers share exactly when {@link compareNumerics} calls them equal. */
export const numericKey = (value: Numeric): string => {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value === 0 ? '0' : String(value);
    return Number.isInteger(value) ? BigInt(value).toString() : String(value);
  }
  if (typeof value === 'bigint') return value.toString();
  const text = value.toString();
  if (isSpecial(text)) return String(Number(text));
  let { coefficient, exponent } = parseExact(text);
  if (coefficient === 0n) return '0';
  while (coefficient % 10n === 0n) [coefficient, exponent] = [coefficient / 10n, exponent + 1];
  if (exponent >= 0) return (coefficient * 10n ** BigInt(exponent)).toString();
  const double = Number(text);
  return compareNumerics(double, value) === 0 ? String(double) : `${coefficient}E${exponent}`;
};

const MAX_LONG = 2n ** 63n;

const integerOf = (value: unknown): bigint | undefined =>
  value instanceof Int32 ? BigInt(value.value) : value instanceof Long ? value.toBigInt() : undefined;

const combineDecimals = (operator: '+' | '*', a: Numeric, b: Numeric): Decimal128 => {
  const [x, y] = [parseExact(exactText(a)), parseExact(exactText(b))];
  if (operator === '*') {
    return Decimal128.fromStringWithRounding(`${x.coefficient * y.coefficient}E${x.exponent + y.exponent}`);
  }
  const [left, right, exponent] = align(x, y);
  return Decimal128.fromStringWithRounding(`${left + right}E${exponent}`);
};

/**
 * Adds or multiplies two BSON numbers as `$inc` and `$mul` do: the wider type wins, a 32-bit integer grows into a 64-bit one.
 * @throws BadValue when a 64-bit integer would overflow
 */
export const combineNumbers = (operator: '+' | '*', a: unknown, b: unknown): unknown => {
  const [left, right] = [numericOf(a), numericOf(b)];
  if (left === undefined || right === undefined) throw new CommandError('TypeMismatch', 'not a number');
  if (typeof left === 'object' || typeof right === 'object') return combineDecimals(operator, left, right);
  const [x, y] = [integerOf(a), integerOf(b)];
  if (x === undefined || y === undefined) {
    return new Double(operator === '+' ? Number(left) + Number(right) : Number(left) * Number(right));
  }
  const result = operator === '+' ? x + y : x * y;
  if (result >= MAX_LONG || result < -MAX_LONG) {
    throw new CommandError('BadValue', 'Failed to apply the operation to the current value: integer overflow');
  }
  const fitsInt = a instanceof Int32 && b instanceof Int32 && BigInt.asIntN(32, result) === result;
  return fitsInt ? new Int32(Number(result)) : Long.fromBigInt(result);
};
