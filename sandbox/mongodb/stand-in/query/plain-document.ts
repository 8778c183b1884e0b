import { Decimal128, Double, Int32, Long } from 'bson';
import { CommandError } from '../command-error';
import { type BsonDocument, isDocument, setField } from '../values/bson-type';
import { numericOf } from '../values/numeric';

/**
 * A copy in which BSON numbers are JavaScript numbers, as `mingo` computes with them.
 * @throws BadValue for a Decimal128, which would be left out of sums silently
 */
export const toPlainValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) {
    const numeric = numericOf(value);
    if (typeof numeric === 'number') return numeric;
    throw new CommandError('BadValue', 'the stand-in does not compute with integers beyond 2^53');
  }
  if (value instanceof Decimal128) throw new CommandError('BadValue', 'the stand-in does not compute with Decimal128');
  if (Array.isArray(value)) return value.map(toPlainValue);
  return isDocument(value) ? toPlainDocument(value) : value;
};

/** {@link toPlainValue} for a whole document. */
export const toPlainDocument = (document: BsonDocument): BsonDocument => {
  const copy: BsonDocument = {};
  for (const field of Object.keys(document)) setField(copy, field, toPlainValue(document[field]));
  return copy;
};
