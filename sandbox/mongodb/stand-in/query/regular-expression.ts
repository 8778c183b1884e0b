import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error';
import type { ValueTest } from './filter-types';

const FLAGS = new Map([
  ['i', 'i'],
  ['m', 'm'],
  ['s', 's'],
  ['u', ''],
]);

/**
 * A test for texts from a pattern and MongoDB's option letters.
 * @throws BadValue for an option the stand-in does not have (such as `x`) or a pattern that is none
 */
export const compileRegExp = (pattern: string, options: string): ValueTest => {
  const flags = [...options].map((option) => {
    const flag = FLAGS.get(option);
    if (flag === undefined) throw new CommandError('BadValue', `invalid flag in regex options: ${option}`);
    return flag;
  });
  const expression = toRegExp(pattern, flags.join(''));
  return (value) => typeof value === 'string' && expression.test(value);
};

const toRegExp = (pattern: string, flags: string): RegExp => {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new CommandError('BadValue', `Regular expression is invalid: ${(error as Error).message}`);
  }
};

/** A test from the value of a `$regex` operator, with its `$options` if it has them. */
export const compileRegexOperator = (operand: unknown, options: unknown): ValueTest => {
  if (options !== undefined && typeof options !== 'string') {
    throw new CommandError('BadValue', '$options has to be a string');
  }
  if (operand instanceof BSONRegExp) return compileRegExp(operand.pattern, options ?? operand.options);
  if (typeof operand === 'string') return compileRegExp(operand, options ?? '');
  throw new CommandError('BadValue', '$regex has to be a string');
};
