import { z } from 'zod';
import { SCOPES } from '../../domain/access-key';
import { REPLIES, type ReplyCode } from '../replies';
import type { Answer, Caller, RouteContract } from './route-contract';

/** What is wrong with each field of a request. */
const fieldErrors = z
  .array(z.strictObject({ field: z.string(), message: z.string() }))
  .describe('each field and what is wrong with it');

/** Fields and headers that an answer of the table has on every route. */
const FIELDS: Partial<Record<ReplyCode, z.ZodRawShape>> = {
  invalidRequest: { errors: fieldErrors },
  scopeMissing: { scope: z.enum(SCOPES).describe('the scope that the key lacks') },
};
const HEADERS: Partial<Record<ReplyCode, Readonly<Record<string, string>>>> = {
  methodNotAllowed: { Allow: 'the methods that the route takes' },
  unauthorized: { 'WWW-Authenticate': 'the scheme: Bearer' },
  tooManyRequests: { 'Retry-After': 'seconds until the next request is answered' },
  unavailable: { 'Retry-After': 'seconds until the request should be sent again' },
};

/** An answer with a JSON body of its own. */
export function json(http: number, description: string, schema: z.ZodType, headers: Answer['headers'] = {}): Answer {
  return { http, description, json: schema, headers };
}

/** An answer of the table of replies. @param fields further fields of its body */
export function reply(code: ReplyCode, fields: z.ZodRawShape = {}): Answer {
  const { http, message } = REPLIES[code];
  const body = { status: z.literal(code), message: z.string(), ...FIELDS[code], ...fields };
  return {
    http,
    code,
    description: `\`${code}\`: ${message}`,
    json: z.strictObject(body),
    headers: HEADERS[code] ?? {},
  };
}

const COMMON: Readonly<Record<Caller, readonly ReplyCode[]>> = {
  shop: ['unauthorized', 'scopeMissing', 'tooManyRequests', 'internalError', 'unavailable'],
  buyer: ['tooManyRequests', 'internalError', 'unavailable'],
  gateway: ['internalError', 'unavailable'],
  loadBalancer: [],
  developer: ['tooManyRequests', 'internalError'],
};
const OF_INPUT: readonly ReplyCode[] = ['invalidRequest'];
const OF_BODY: readonly ReplyCode[] = ['payloadTooLarge', 'unsupportedMediaType'];

/** All answers of a route by HTTP status: its own and those common to its caller and kind of input. */
export function answersOf(route: RouteContract): ReadonlyMap<number, readonly Answer[]> {
  // Each route behind a key takes X-Operator.
  const hasInput =
    route.caller === 'shop' || route.params !== undefined || route.query !== undefined || route.body !== undefined;
  const codes = [...(hasInput ? OF_INPUT : []), ...(route.body === undefined ? [] : OF_BODY), ...COMMON[route.caller]];
  const common = codes
    .filter((code) => !route.answers.some((answer) => answer.code === code))
    .map(route.commonAnswer ?? ((code) => reply(code)));
  const answers = new Map<number, Answer[]>();
  for (const answer of [...route.answers, ...common].toSorted((a, b) => a.http - b.http)) {
    answers.set(answer.http, [...(answers.get(answer.http) ?? []), answer]);
  }
  return answers;
}
