import type { z } from 'zod';
import { SHOP_SERVER, type Actor } from '../domain/access-key';
import { CheckoutUsageError } from '../domain/errors';
import { InvalidRequest, parseRequest } from '../http/invalid-request';
import { Operator } from '../http/require-key';
import type { ByOperator } from './checkout-requests';

/** Parses an input by the schema of the same request over HTTP. @throws CheckoutUsageError `invalidInput` with every wrong field */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  return asUsage(() => parseRequest(schema, toFields(input)));
}

/** Runs work, and turns what the HTTP API calls an invalid request into CheckoutUsageError `invalidInput`. */
export function asUsage<T>(work: () => T): T {
  try {
    const done = work();
    return done instanceof Promise ? (done.catch((error: unknown) => rethrow(error)) as T) : done;
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (!(error instanceof InvalidRequest)) throw error;
  const errors = error.errors.map(({ field, message }) => ({ field: toCamel(field), message: toCamel(message) }));
  const problems = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new CheckoutUsageError('invalidInput', `this input is wrong: ${problems}`, errors);
}

/** Who asks, for the audit log. @throws CheckoutUsageError `invalidInput` */
export function actorOf({ operator }: ByOperator = {}): Actor {
  if (operator === undefined) return { name: SHOP_SERVER, operator: null };
  const parsed = Operator.safeParse(operator);
  if (parsed.success) return { name: SHOP_SERVER, operator: parsed.data };
  const message = 'must be 1 to 64 of A-Z a-z 0-9 . _ @ - and spaces, with at most 8 digits';
  throw new CheckoutUsageError('invalidInput', `operator ${message}`, [{ field: 'operator', message }]);
}

/** `merchantUid` is `merchant_uid` over HTTP, and a time is a text. */
function toFields(input: unknown): unknown {
  if (input instanceof Date) return Number.isNaN(+input) ? '' : input.toISOString();
  if (Array.isArray(input)) return input.map(toFields);
  if (typeof input !== 'object' || input === null) return input;
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [toSnake(name), toFields(value)]));
}

const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamel = (text: string) => text.replace(/(?<=[a-z])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
