import { Binary, type BSONRegExp, type Code, type ObjectId, type Timestamp } from 'bson';
import { type BsonDocument, type BsonType, bsonTypeOf } from './bson-type';
import { compareNumerics, numericOf } from './numeric';

/** MongoDB's order of the types; types of one rank are compared by value. */
const TYPE_RANK: Record<BsonType, number> = {
  minKey: -1,
  undefined: 0,
  null: 5,
  double: 10,
  int: 10,
  long: 10,
  decimal: 10,
  string: 15,
  symbol: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  dbPointer: 55,
  javascript: 60,
  maxKey: 127,
};

/** The place of a value's type in MongoDB's order; a range operator looks only at values of its own rank. */
export const typeRank = (value: unknown): number => TYPE_RANK[bsonTypeOf(value)];

const sign = (difference: number): number => (difference < 0 ? -1 : difference > 0 ? 1 : 0);

const OUTSIDE_UTF16_ORDER = /[\ud800-\uffff]/;

/** Orders texts by their UTF-8 bytes, as MongoDB's default collation does. */
export const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  if (OUTSIDE_UTF16_ORDER.test(a) || OUTSIDE_UTF16_ORDER.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

const compareArrays = (a: unknown[], b: unknown[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return sign(a.length - b.length);
};

// Field by field in stored order: first the kind of value, then the name, then the value itself.
const compareDocuments = (a: BsonDocument, b: BsonDocument): number => {
  const [aFields, bFields] = [Object.keys(a), Object.keys(b)];
  for (let i = 0; i < Math.min(aFields.length, bFields.length); i += 1) {
    const [aField, bField] = [aFields[i] ?? '', bFields[i] ?? ''];
    const [x, y] = [a[aField], b[bField]];
    const order = sign(typeRank(x) - typeRank(y)) || compareTexts(aField, bField) || compareValues(x, y);
    if (order !== 0) return order;
  }
  return sign(aFields.length - bFields.length);
};

const compareBinaries = (a: unknown, b: unknown): number => {
  const asBinary = (value: unknown) => (value instanceof Binary ? value : new Binary(value as Uint8Array));
  const [x, y] = [asBinary(a), asBinary(b)];
  const [left, right] = [x.value(), y.value()];
  return sign(left.length - right.length) || sign(x.sub_type - y.sub_type) || sign(Buffer.compare(left, right));
};

const compareRegExps = (a: BSONRegExp, b: BSONRegExp): number =>
  compareTexts(a.pattern, b.pattern) || compareTexts(a.options, b.options);

const compareSameRank = (type: BsonType, a: unknown, b: unknown): number => {
  switch (type) {
    case 'string':
    case 'symbol':
      return compareTexts(String(a), String(b));
    case 'double':
    case 'int':
    case 'long':
    case 'decimal':
      return compareNumerics(numericOf(a) ?? 0, numericOf(b) ?? 0);
    case 'object':
      return compareDocuments(a as BsonDocument, b as BsonDocument);
    case 'array':
      return compareArrays(a as unknown[], b as unknown[]);
    case 'binData':
      return compareBinaries(a, b);
    case 'objectId':
      return compareTexts((a as ObjectId).toHexString(), (b as ObjectId).toHexString());
    case 'bool':
      return sign(Number(a) - Number(b));
    case 'date':
      return sign(Number(a) - Number(b));
    case 'timestamp':
      return (a as Timestamp).compare(b as Timestamp);
    case 'regex':
      return compareRegExps(a as BSONRegExp, b as BSONRegExp);
    case 'javascript':
      return compareTexts((a as Code).code, (b as Code).code);
    case 'minKey':
    case 'maxKey':
    case 'null':
    case 'undefined':
    case 'dbPointer':
      return 0;
  }
};

/** Orders any two values as MongoDB sorts them: by the order of their types first, then by value. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (a instanceof Date && b instanceof Date) return sign(a.getTime() - b.getTime());
  const aType = bsonTypeOf(a);
  return sign(TYPE_RANK[aType] - TYPE_RANK[bsonTypeOf(b)]) || compareSameRank(aType, a, b);
};

/** True when MongoDB would call the two the same value; for documents the order of fields counts. */
export const equalValues = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;
