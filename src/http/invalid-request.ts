import type { z } from 'zod';

/** What is wrong with one field of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A request that cannot be understood; answered with 400 and all that is wrong with it. */
export class InvalidRequest extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('invalid request');
    this.name = 'InvalidRequest';
    this.errors = errors;
  }
}

/** Checks what arrived against a schema. @throws InvalidRequest naming each field and what is wrong with it */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.') || 'body', message })),
  );
}
