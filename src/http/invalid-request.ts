import type { z } from 'zod';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A malformed request. The answer is a 400 with all field errors. */
export class InvalidRequest extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('invalid request');
    this.name = 'InvalidRequest';
    this.errors = errors;
  }
}

/** Parses input by a schema. @throws InvalidRequest with all field errors */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.') || 'body', message })),
  );
}
