import { CheckoutClientError } from './client-error';
import { tryAgain, type CallTimes, type TryAgainDeps } from './try-again';
import { tryOnce, type Fetch, type Outcome, type SendableRequest } from './try-once';

/** What the caller of one call decides. */
export interface CallOptions extends Partial<CallTimes> {
  /** Ends the call, with a `CheckoutClientError` of code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** The person of yours who asks, for the service's audit log; never a buyer. */
  readonly operator?: string | undefined;
}

/** What a call is about. */
export interface Call extends CallTimes {
  /** For errors: the method and the path. */
  readonly name: string;
  readonly isIdempotent: boolean;
  readonly merchantUid: string | null;
  readonly requestId: string | null;
  readonly signal: AbortSignal | null;
}

export interface SendCallDeps extends TryAgainDeps {
  readonly fetch: Fetch;
}

/**
 * Sends a call until its answer is final, within its times.
 *
 * @returns an answer below 500 with a JSON object, or without a body
 * @throws CheckoutClientError for everything else
 */
export async function sendCall(deps: SendCallDeps, request: SendableRequest, call: Call): Promise<Response> {
  const { outcome, tries } = await tryAgain(
    deps,
    (timeoutMs) => tryOnce(deps.fetch, request, { timeoutMs, signal: call.signal }),
    call,
  );
  if (outcome.kind === 'answer' && isOfService(outcome)) {
    const { http, headers, body } = outcome;
    return new Response(http === 204 ? null : body, { status: http, headers: textHeaders(headers) });
  }
  throw toError(outcome, tries, call);
}

/** Body and length of an answer that was unpacked differ from what its headers say. */
function textHeaders(headers: Headers): Record<string, string> {
  return { 'content-type': 'application/json', 'x-request-id': headers.get('x-request-id') ?? '' };
}

/** A refusal of the service has a `status` in its body. A page of a proxy has none. */
function isOfService({ http, body }: Extract<Outcome, { kind: 'answer' }>): boolean {
  if (http === 204) return true;
  if (http < 200 || http >= 500) return false;
  const json = parsed(body);
  if (typeof json !== 'object' || json === null) return false;
  return http < 300 || ('status' in json && typeof json.status === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toError(outcome: Outcome, tries: number, call: Call): CheckoutClientError {
  const { merchantUid, requestId } = call;
  const isAnswer = outcome.kind === 'answer';
  return new CheckoutClientError(`${call.name} ${problemOf(outcome, call)} (${tries} ${tries > 1 ? 'tries' : 'try'})`, {
    code: codeOf(outcome),
    http: isAnswer ? outcome.http : null,
    serviceRequestId: isAnswer ? outcome.headers.get('x-request-id') : null,
    tries,
    merchantUid,
    requestId,
  });
}

function codeOf(outcome: Outcome): CheckoutClientError['code'] {
  if (outcome.kind !== 'answer') return outcome.kind;
  return outcome.http >= 500 ? 'unavailable' : 'unexpectedAnswer';
}

function problemOf(outcome: Outcome, { timeoutMs, totalTimeoutMs }: CallTimes): string {
  switch (outcome.kind) {
    case 'network':
      return `got no answer: ${outcome.detail}`;
    case 'timeout':
      return `got no answer within ${timeoutMs} ms a try and ${totalTimeoutMs} ms in all`;
    case 'aborted':
      return 'was aborted by its signal';
    case 'answer':
      if (outcome.http >= 500) return `was answered HTTP ${outcome.http}`;
      if (outcome.http >= 300 && outcome.http < 400) {
        return `was redirected (HTTP ${outcome.http}): give the client the address of the service itself`;
      }
      return `got an answer that is not the service’s: HTTP ${outcome.http}`;
  }
}
