import type { SchemaTypeOptions } from 'mongoose';

/** The field names of a type; for a union, the names of all its members. */
export type KeysOf<T> = T extends unknown ? keyof T : never;
/**
 * A schema with exactly one entry for each field of a type: `satisfies Fields<T>` fails to compile where schema and type
 * differ.
 */
export type Fields<T, Without extends PropertyKey = never> = Readonly<Record<Exclude<KeysOf<T>, Without>, unknown>>;

/** The options of a nested document. */
export const PART = { _id: false, strict: 'throw', minimize: false } as const;
/** The options of a collection. */
export const COLLECTION = {
  versionKey: false,
  strict: 'throw',
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

type Type = NonNullable<SchemaTypeOptions<unknown>['type']>;

const isWhole = {
  validator: (value: unknown) => value === null || Number.isSafeInteger(value),
  message: 'is not whole',
};
const isNotNull = { validator: (value: unknown) => value !== null, message: 'is null, not absent' };

export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;
/** A whole number: a count, or an amount in the currency's smallest unit. */
export const whole = { type: Number, required: true, validate: isWhole } as const;
export const wholeOrNull = { type: Number, default: null, validate: isWhole } as const;
export const moment = { type: Date, required: true } as const;
export const momentOrNull = { type: Date, default: null } as const;
export const flag = { type: Boolean, required: true } as const;

export const oneOf = (values: readonly string[]) => ({ type: String, required: true, enum: [...values] }) as const;
/** Always present; may be null. */
export const orNull = (type: Type) => ({ type, default: null }) as const;
/** May be absent; never null. */
export const orAbsent = (type: Type) => ({ type, default: undefined, validate: isNotNull }) as const;
/** A whole number; may be absent, never null. */
export const wholeOrAbsent = { type: Number, validate: [isNotNull, isWhole] } as const;
/** Always present; may be empty. */
export const listOf = (item: Type) => ({ type: [item], required: true }) as const;
/** Present in exactly the documents that pass the test. */
export const onlyWhere = <T>(type: Type, isThere: (document: T) => boolean) => ({
  type,
  default: undefined,
  required(this: T) {
    return isThere(this);
  },
  validate: {
    validator(this: T, value: unknown) {
      return value !== null && isThere(this);
    },
    message: 'does not belong there',
  },
});
