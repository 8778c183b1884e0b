import { Binary, type BSONRegExp, type ObjectId, type Timestamp } from 'bson';
import { type BsonDocument, bsonTypeOf } from './bson-type';
import { numericKey, numericOf } from './numeric';

const documentKey = (document: BsonDocument): string =>
  `{${Object.keys(document)
    .map((field) => `${field.length}:${field}=${valueKey(document[field])}`)
    .join(',')}}`;

/** A text that two values share exactly when MongoDB calls them equal; the key of every index. */
export const valueKey = (value: unknown): string => {
  const type = bsonTypeOf(value);
  switch (type) {
    case 'string':
    case 'symbol':
      return `s${String(value).length}:${String(value)}`;
    case 'int':
    case 'double':
    case 'long':
    case 'decimal':
      return `n${numericKey(numericOf(value) ?? 0)}`;
    case 'object':
      return documentKey(value as BsonDocument);
    case 'array':
      return `[${(value as unknown[]).map(valueKey).join(',')}]`;
    case 'objectId':
      return `o${(value as ObjectId).toHexString()}`;
    case 'date':
      return `d${Number(value)}`;
    case 'bool':
      return value === true ? 'T' : 'F';
    case 'null':
      return 'Z';
    case 'binData':
      return value instanceof Binary ? `x${value.sub_type}:${value.toString('base64')}` : 'x';
    case 'timestamp':
      return `t${(value as Timestamp).toBigInt()}`;
    case 'regex':
      return `r${JSON.stringify([(value as BSONRegExp).pattern, (value as BSONRegExp).options])}`;
    case 'undefined':
    case 'minKey':
    case 'maxKey':
    case 'javascript':
    case 'dbPointer':
      return `${type}${JSON.stringify(value) ?? ''}`;
  }
};
