import type { z } from 'zod';
import { IamportUnexpectedReplyError } from './errors';
import { nameOf, type IamportRequest } from './transport';
import { problemOf } from './wire';

/** Parses a reply by its schema. @throws IamportUnexpectedReplyError that names the invalid fields, without their values */
export function parseReply<Schema extends z.ZodType>(
  request: IamportRequest,
  schema: Schema,
  response: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new IamportUnexpectedReplyError(`${nameOf(request)}: ${problemOf(parsed.error)}`);
}
