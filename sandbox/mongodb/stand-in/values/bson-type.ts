import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';

/** A document as the stand-in keeps it: numbers stay in their BSON types, so that nothing is lost between two reads. */
export type BsonDocument = { [field: string]: unknown };

/** The types by the names that `$type` knows. */
export type BsonType =
  | 'double'
  | 'string'
  | 'object'
  | 'array'
  | 'binData'
  | 'undefined'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'null'
  | 'regex'
  | 'dbPointer'
  | 'javascript'
  | 'symbol'
  | 'int'
  | 'timestamp'
  | 'long'
  | 'decimal'
  | 'minKey'
  | 'maxKey';

/** The number that BSON and `$type` give each type. */
export const TYPE_NUMBERS: Record<BsonType, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

// By prototype and not by `_bsontype`: a stored document may have a field of that name.
const BY_PROTOTYPE = new Map<unknown, BsonType>([
  [Int32.prototype, 'int'],
  [Double.prototype, 'double'],
  [Long.prototype, 'long'],
  [Decimal128.prototype, 'decimal'],
  [ObjectId.prototype, 'objectId'],
  [Binary.prototype, 'binData'],
  [UUID.prototype, 'binData'],
  [Timestamp.prototype, 'timestamp'],
  [BSONRegExp.prototype, 'regex'],
  [BSONSymbol.prototype, 'symbol'],
  [Code.prototype, 'javascript'],
  [MinKey.prototype, 'minKey'],
  [MaxKey.prototype, 'maxKey'],
  [DBRef.prototype, 'object'],
]);

const primitiveType = (value: unknown): BsonType => {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'long';
  if (typeof value !== 'number') return 'undefined';
  return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0) ? 'int' : 'double';
};

/** The BSON type of a value; a JavaScript number counts as the type in which it would be stored. */
export const bsonTypeOf = (value: unknown): BsonType => {
  if (typeof value === 'string') return 'string';
  if (value === null) return 'null';
  if (typeof value !== 'object') return primitiveType(value);
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return BY_PROTOTYPE.get(Object.getPrototypeOf(value)) ?? 'object';
};

/** True for an embedded document, false for an array, a null and every scalar. */
export const isDocument = (value: unknown): value is BsonDocument => bsonTypeOf(value) === 'object';

/** Sets a field so that a stored `__proto__` stays an ordinary field. */
export const setField = (target: BsonDocument, field: string, value: unknown): void => {
  if (field === '__proto__') {
    Object.defineProperty(target, field, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[field] = value;
  }
};

/** Reads a field that the document itself has; anything inherited is missing. */
export const getField = (source: BsonDocument, field: string): unknown =>
  Object.prototype.hasOwnProperty.call(source, field) ? source[field] : undefined;

/** True when the document itself has the field, be it null. */
export const hasField = (source: BsonDocument, field: string): boolean =>
  Object.prototype.hasOwnProperty.call(source, field);

/** A copy whose documents and arrays can be changed freely; scalars are never changed in place and are shared. */
export const cloneValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneValue);
  return isDocument(value) && !(value instanceof DBRef) ? cloneDocument(value) : value;
};

/** {@link cloneValue} for a whole document. */
export const cloneDocument = (document: BsonDocument): BsonDocument => {
  const copy: BsonDocument = {};
  for (const field of Object.keys(document)) setField(copy, field, cloneValue(document[field]));
  return copy;
};
