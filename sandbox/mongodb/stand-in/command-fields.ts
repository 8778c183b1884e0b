import { CommandError } from './command-error';
import { type BsonDocument, bsonTypeOf, isDocument } from './values/bson-type';
import { toNumber } from './values/numeric';

const wrongType = (field: string, value: unknown, expected: string): CommandError =>
  new CommandError(
    'TypeMismatch',
    `BSON field '${field}' is the wrong type '${bsonTypeOf(value)}', expected type '${expected}'`,
  );

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/** A text that has to be there. @throws TypeMismatch */
export const requireString = (command: BsonDocument, field: string): string => {
  const value = command[field];
  if (typeof value !== 'string') throw wrongType(field, value, 'string');
  return value;
};

/** An embedded document, undefined when absent. @throws TypeMismatch */
export const optionalDocument = (command: BsonDocument, field: string): BsonDocument | undefined => {
  const value = command[field];
  if (isAbsent(value)) return undefined;
  if (!isDocument(value)) throw wrongType(field, value, 'object');
  return value;
};

/** An array, undefined when absent. @throws TypeMismatch */
export const optionalArray = (command: BsonDocument, field: string): unknown[] | undefined => {
  const value = command[field];
  if (isAbsent(value)) return undefined;
  if (!Array.isArray(value)) throw wrongType(field, value, 'array');
  return value as unknown[];
};

/** An array of documents that has to be there and to have at least one. @throws TypeMismatch, InvalidOptions */
export const requireDocuments = (command: BsonDocument, field: string): BsonDocument[] => {
  const values = optionalArray(command, field) ?? [];
  if (values.length === 0) throw new CommandError('InvalidOptions', `'${field}' has to have at least one element`);
  return values.map((value) => {
    if (!isDocument(value)) throw wrongType(field, value, 'object');
    return value;
  });
};

/** A whole number of at least 0, undefined when absent. @throws TypeMismatch, BadValue */
export const optionalCount = (command: BsonDocument, field: string): number | undefined => {
  const value = command[field];
  if (isAbsent(value)) return undefined;
  const number = toNumber(value);
  if (number === undefined) throw wrongType(field, value, 'long');
  if (!Number.isInteger(number) || number < 0) {
    throw new CommandError('BadValue', `BSON field '${field}' value must be >= 0, actual value '${number}'`);
  }
  return number;
};

/** A flag, `fallback` when absent; a number counts as true unless it is 0. @throws TypeMismatch */
export const optionalFlag = (command: BsonDocument, field: string, fallback = false): boolean => {
  const value = command[field];
  if (isAbsent(value)) return fallback;
  if (typeof value === 'boolean') return value;
  const number = toNumber(value);
  if (number === undefined) throw wrongType(field, value, 'bool');
  return number !== 0;
};

/** Refuses what a command (or a part of one) does not take. @throws IDLUnknownField */
export const refuseUnknownFields = (where: string, given: BsonDocument, known: ReadonlySet<string>): void => {
  const unknown = Object.keys(given).find((field) => !known.has(field));
  if (unknown !== undefined) {
    throw new CommandError('IDLUnknownField', `BSON field '${where}.${unknown}' is an unknown field.`);
  }
};
