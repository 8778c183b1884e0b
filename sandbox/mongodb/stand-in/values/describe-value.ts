import { Decimal128, ObjectId } from 'bson';
import { type BsonDocument, bsonTypeOf, isDocument } from './bson-type';
import { numericOf } from './numeric';

const describeDocument = (document: BsonDocument): string => {
  const fields = Object.keys(document).map((field) => `${field}: ${describeValue(document[field])}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

/** A value as MongoDB's messages show it: `"text"`, `ObjectId('...')`, `{ a: 1 }`. */
export const describeValue = (value: unknown): string => {
  if (Array.isArray(value)) return `[ ${value.map(describeValue).join(', ')} ]`;
  if (isDocument(value)) return describeDocument(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Decimal128) return `NumberDecimal("${value.toString()}")`;
  const numeric = numericOf(value);
  if (numeric === undefined) return JSON.stringify(value) ?? 'undefined';
  return bsonTypeOf(value) === 'double' && Number.isInteger(numeric) ? `${String(numeric)}.0` : String(numeric);
};
