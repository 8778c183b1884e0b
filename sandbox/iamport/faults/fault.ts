import { z } from 'zod';
import { ROUTE_NAMES, type RouteName } from '../api/route-names';

/** What can go wrong with a call, and what each kind does. */
export const FAULT_KINDS = {
  latency: 'waits `delayMs` milliseconds, then goes on as usual',
  hold: 'waits until `release()`, then goes on as usual',
  'no-answer': 'keeps the connection open and never answers',
  stall: 'sends the head and half of a body, then nothing more',
  'connection-reset': 'breaks the connection without an answer',
  status: 'answers with the HTTP status `status` (401, 404, 429, 500, 502, ...)',
  'broken-json': 'answers 200 with half a JSON document',
  html: 'answers 200 with an HTML page, as a captive proxy would',
  empty: 'answers 200 with an empty body',
  'null-response': 'answers 200 with code 0 and a null response',
  'pg-refusal': 'the PG refuses (cancel, virtual account): HTTP 200 with code -1 and `message`',
} as const;

/** One of the kinds above. */
export type FaultKind = keyof typeof FAULT_KINDS;

const KINDS = Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]];

/**
 * A fault as people write it. Without `route`, `impUid` and `merchantUid` it meets every call; with several of them, calls
 * that fit all.
 */
export interface FaultRequest {
  kind: FaultKind;
  route?: RouteName | undefined;
  impUid?: string | undefined;
  merchantUid?: string | undefined;
  /** How many calls it meets. @default all, until it is cleared */
  times?: number | undefined;
  /** `before` the call is carried out, or `after`: it takes effect, but its answer suffers. @default 'before' */
  when?: 'before' | 'after' | undefined;
  /** For `latency`, milliseconds. */
  delayMs?: number | undefined;
  /** For `status`: 400 to 599. */
  status?: number | undefined;
  /** For `pg-refusal`: the PG's own text. */
  message?: string | undefined;
}

/** A fault as the sandbox keeps it. */
export interface Fault extends FaultRequest {
  when: 'before' | 'after';
}

/** Checks a fault. */
export const faultSchema = z
  .strictObject({
    kind: z.enum(KINDS),
    route: z.enum(ROUTE_NAMES).optional(),
    impUid: z.string().min(1).optional(),
    merchantUid: z.string().min(1).optional(),
    times: z.int().positive().optional(),
    when: z.enum(['before', 'after']).default('before'),
    delayMs: z.int().nonnegative().optional(),
    status: z.int().min(400).max(599).optional(),
    message: z.string().optional(),
  })
  .superRefine((fault, context) => {
    const missing = (path: string, kind: FaultKind) =>
      context.addIssue({ code: 'custom', path: [path], message: `${kind} needs ${path}` });
    if (fault.kind === 'latency' && fault.delayMs === undefined) missing('delayMs', 'latency');
    if (fault.kind === 'status' && fault.status === undefined) missing('status', 'status');
  }) satisfies z.ZodType<Fault, FaultRequest>;
