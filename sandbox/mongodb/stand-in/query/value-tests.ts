import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error';
import { bsonTypeOf, type BsonType, TYPE_NUMBERS } from '../values/bson-type';
import { compareValues, equalValues, typeRank } from '../values/compare-values';
import { numericOf, toNumber } from '../values/numeric';
import { valueKey } from '../values/value-key';
import type { ValueTest } from './filter-types';
import { MISSING } from './path-values';
import { compileRegExp } from './regular-expression';

const isNullish = (value: unknown): boolean => value === MISSING || value === null || value === undefined;

/** Equality as a filter means it: null also matches a missing field, a regular expression matches texts and itself. */
export const equals = (operand: unknown): ValueTest => {
  if (operand === null || operand === undefined) return isNullish;
  if (operand instanceof BSONRegExp) {
    const matches = compileRegExp(operand.pattern, operand.options);
    return (value) => matches(value) || (value instanceof BSONRegExp && equalValues(value, operand));
  }
  if (typeof operand === 'string') return (value) => value === operand;
  return (value) => value !== MISSING && equalValues(value, operand);
};

/** Membership in a list: one look-up, except for the regular expressions in it. */
export const isIn = (operand: unknown): ValueTest => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$in needs an array');
  const patterns = operand.filter((value) => value instanceof BSONRegExp).map(equals);
  const keys = new Set(operand.filter((value) => !isNullish(value)).map(valueKey));
  const withNull = operand.some(isNullish);
  return (value) =>
    isNullish(value) ? withNull : keys.has(valueKey(value)) || patterns.some((matches) => matches(value));
};

const isNaNValue = (value: unknown): boolean => Number.isNaN(numericOf(value));

/** A range operator: looks only at values of the operand's own kind, so that texts are never "less" than dates. */
export const inRange = (operand: unknown, accepts: (order: number) => boolean): ValueTest => {
  if (operand instanceof BSONRegExp) {
    throw new CommandError('BadValue', "Can't have RegEx as arg to predicate over field");
  }
  if (isNullish(operand)) return (value) => isNullish(value) && accepts(0);
  const type = bsonTypeOf(operand);
  if (type === 'minKey' || type === 'maxKey') {
    return (value) => value !== MISSING && accepts(compareValues(value, operand));
  }
  const rank = typeRank(operand);
  const operandIsNaN = isNaNValue(operand);
  return (value) => {
    if (value === MISSING || typeRank(value) !== rank) return false;
    if (operandIsNaN || isNaNValue(value)) return operandIsNaN && isNaNValue(value) && accepts(0);
    return accepts(compareValues(value, operand));
  };
};

const NUMERIC_TYPES: BsonType[] = ['int', 'long', 'double', 'decimal'];

const typesOf = (name: unknown): BsonType[] => {
  if (name === 'number') return NUMERIC_TYPES;
  const wanted = typeof name === 'string' ? name : toNumber(name);
  const found = Object.entries(TYPE_NUMBERS).filter(([type, number]) => type === wanted || number === wanted);
  if (found.length === 0) throw new CommandError('BadValue', `Unknown type name alias: ${String(name)}`);
  return found.map(([type]) => type as BsonType);
};

/** A test of the stored type, by name, by number, or by any of several. */
export const hasType = (operand: unknown): ValueTest => {
  const types = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typesOf));
  return (value) => value !== MISSING && types.has(bsonTypeOf(value));
};

/** `$mod: [divisor, remainder]`, on the whole part of a number. */
export const hasRemainder = (operand: unknown): ValueTest => {
  const [divisor, remainder] = Array.isArray(operand) && operand.length === 2 ? operand.map(toNumber) : [];
  if (divisor === undefined || remainder === undefined || Math.trunc(divisor) === 0) {
    throw new CommandError('BadValue', 'malformed mod, needs to be an array of a divisor other than 0 and a remainder');
  }
  return (value) => {
    const number = value === MISSING ? undefined : toNumber(value);
    return number !== undefined && Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
};
