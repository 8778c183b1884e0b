import { z } from 'zod';

/** An optional field of a form: an empty one is none. */
export const orNone = <T extends z.ZodType>(field: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), field.optional());
