import { Int32, Timestamp } from 'bson';
import { CommandError } from '../command-error';
import { bsonTypeOf, cloneValue, isDocument } from '../values/bson-type';
import { compareValues } from '../values/compare-values';
import { combineNumbers, numericOf } from '../values/numeric';
import { describeValue } from '../values/describe-value';

/** What an operator knows about the document it works on. */
export interface UpdateSite {
  /** The path as the update gives it, for messages. */
  path: string;
  /** The document's `_id`, for messages. */
  id: unknown;
  now: Date;
}

/** Answers the new value for the current one; `undefined` stands for a missing field on the way in. */
export type NewValue = (current: unknown, site: UpdateSite) => unknown;

/** Makes a {@link NewValue} from an operator's operand, refusing a malformed one. */
export type CompileOperator = (operand: unknown, path: string) => NewValue;

const set: CompileOperator = (operand) => () => cloneValue(operand);

const arithmetic =
  (operator: '$inc' | '$mul', sign: '+' | '*'): CompileOperator =>
  (operand, path) => {
    if (numericOf(operand) === undefined) {
      const verb = operator === '$inc' ? 'increment' : 'multiply';
      throw new CommandError(
        'TypeMismatch',
        `Cannot ${verb} with non-numeric argument: {${path}: ${describeValue(operand)}}`,
      );
    }
    return (current, site) => {
      if (current === undefined) return sign === '+' ? operand : combineNumbers('*', operand, new Int32(0));
      if (numericOf(current) !== undefined) return combineNumbers(sign, current, operand);
      const field = site.path.split('.').at(-1) ?? '';
      throw new CommandError(
        'TypeMismatch',
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${describeValue(site.id)}} has the field ` +
          `'${field}' of non-numeric type ${bsonTypeOf(current)}`,
      );
    };
  };

const extreme =
  (wanted: 1 | -1): CompileOperator =>
  (operand) =>
  (current) =>
    current === undefined || compareValues(operand, current) === wanted ? cloneValue(operand) : current;

const currentDate: CompileOperator = (operand, path) => {
  const type = isDocument(operand) ? operand['$type'] : typeof operand === 'boolean' ? 'date' : undefined;
  if (type === 'date') return (_current, { now }) => new Date(now);
  if (type === 'timestamp') {
    return (_current, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  }
  throw new CommandError(
    'BadValue',
    `The value of $currentDate for '${path}' has to be true or a $type of date or timestamp`,
  );
};

/** The operators on single fields, which create the field when it is missing. */
export const FIELD_OPERATORS: Record<string, CompileOperator> = {
  $set: set,
  $setOnInsert: set,
  $inc: arithmetic('$inc', '+'),
  $mul: arithmetic('$mul', '*'),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
};
