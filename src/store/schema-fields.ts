import type { SchemaTypeOptions } from 'mongoose';

/** The fields of a type; of a union, those of any of its members. */
export type KeysOf<T> = T extends unknown ? keyof T : never;
/**
 * One entry of a schema for each field of a type, and none besides: `satisfies Fields<T>` fails to compile where the two
 * part.
 */
export type Fields<T, Without extends PropertyKey = never> = Readonly<Record<Exclude<KeysOf<T>, Without>, unknown>>;

/** Of a document within a document. */
export const PART = { _id: false, strict: 'throw', minimize: false } as const;
/** Of a collection. */
export const COLLECTION = {
  versionKey: false,
  strict: 'throw',
  minimize: false,
  autoIndex: false,
  autoCreate: false,
} as const;

type Type = NonNullable<SchemaTypeOptions<unknown>['type']>;

const isWhole = {
  validator: (value: unknown) => value === null || Number.isSafeInteger(value),
  message: 'is not whole',
};
const isNotNull = { validator: (value: unknown) => value !== null, message: 'is null, not absent' };

export const text = { type: String, required: true } as const;
export const textOrNull = { type: String, default: null } as const;
/** Whole, such as a count or an amount in the currency's smallest unit. */
export const whole = { type: Number, required: true, validate: isWhole } as const;
export const wholeOrNull = { type: Number, default: null, validate: isWhole } as const;
export const moment = { type: Date, required: true } as const;
export const momentOrNull = { type: Date, default: null } as const;
export const flag = { type: Boolean, required: true } as const;

/** One of these. */
export const oneOf = (values: readonly string[]) => ({ type: String, required: true, enum: [...values] }) as const;
/** There, or null. */
export const orNull = (type: Type) => ({ type, default: null }) as const;
/** There or not, and never null. */
export const orAbsent = (type: Type) => ({ type, default: undefined, validate: isNotNull }) as const;
/** A whole number or nothing. */
export const wholeOrAbsent = { type: Number, validate: [isNotNull, isWhole] } as const;
/** There, even if it holds nothing. */
export const listOf = (item: Type) => ({ type: [item], required: true }) as const;
/** There in those of these documents, and in no others. */
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
