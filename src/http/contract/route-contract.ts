import type { z } from 'zod';
import type { ReplyCode } from '../replies';

/** Who calls a route. It decides which answers are common to its routes, see `answersOf`. */
export type Caller = 'shop' | 'buyer' | 'gateway' | 'loadBalancer' | 'developer';

/** One answer of a route. Several answers may have the same HTTP status. */
export interface Answer {
  readonly http: number;
  readonly description: string;
  /** The `status` of the body, if the answer comes from the table of replies. */
  readonly code?: ReplyCode;
  /** The JSON body; absent if the answer has none. */
  readonly json?: z.ZodType;
  /** The media types of bodies that are not JSON. */
  readonly media?: readonly string[];
  /** Headers that the answer always has, and what they say. `X-Request-Id` is on every answer and is not listed. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route takes and what it answers. The schemas of the request are those that the route validates with. */
export interface RouteContract {
  /** The name of the operation: that of the route's handler. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch';
  /** The path as Express has it: `/orders/:merchant_uid`. */
  readonly path: string;
  readonly caller: Caller;
  readonly summary: string;
  /** More text in Markdown. */
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body of callers that send a form, in which every value is a text. */
  readonly form?: z.ZodType;
  /** The answers of this route alone; `answersOf` adds the common ones. */
  readonly answers: readonly Answer[];
  /** How the route renders the common answers. @default as JSON */
  readonly commonAnswer?: (code: ReplyCode) => Answer;
}
