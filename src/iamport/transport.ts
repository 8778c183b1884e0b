import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError } from 'axios';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { Envelope } from './wire';

/** One request to the V1 API. */
export interface IamportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Each part is one segment of the path; it is encoded here, so that no id can reach another path. */
  readonly path: readonly string[];
  /** A list is written in PHP's notation, `key[]=a&key[]=b` (§1.1). */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
}

/** An answer that was read as far as HTTP goes; what it says has not been looked at. */
export interface IamportAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends one request once.
 *
 * @throws IamportUnavailableError where no answer comes; IamportUnexpectedReplyError where one comes that is too large:
 *   the same question would get the same answer
 */
export type Transport = (
  request: IamportRequest,
  options: {
    readonly token?: string;
    readonly signal?: AbortSignal;
    /** How long this try may take, in milliseconds. @default that of the transport */
    readonly timeoutMs?: number;
  },
) => Promise<IamportAnswer>;

/** The connection itself did not come about, so nothing was sent over it. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** axios has no code of its own for it. */
const TOO_LARGE = 'maxContentLength';

/**
 * Opens a keep-alive connection pool to the V1 API.
 *
 * Whatever goes wrong, the error carries neither headers nor bodies: both hold secrets.
 *
 * @param options.tryTimeoutMs how long one try may take
 * @param options.maxAnswerBytes a larger answer is given up
 */
export function createTransport(options: {
  readonly apiUrl: string;
  readonly tryTimeoutMs: number;
  readonly maxAnswerBytes: number;
}): Transport {
  const { maxAnswerBytes } = options;
  const http = axios.create({
    baseURL: options.apiUrl,
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    responseType: 'text',
    transformResponse: (text: string) => text,
    validateStatus: () => true,
  });
  return async (request, { token, signal, timeoutMs = options.tryTimeoutMs }) => {
    const url = pathOf(request);
    // axios' own timeout counts idle time only: an answer that drips would never end.
    const tryLimit = AbortSignal.timeout(timeoutMs);
    try {
      const { status, data } = await http.request<string>({
        method: request.method,
        url,
        ...(request.query && { params: request.query }),
        ...(request.body !== undefined && { data: request.body }),
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
        signal: signal ? AbortSignal.any([tryLimit, signal]) : tryLimit,
      });
      return { status, text: data };
    } catch (error) {
      if (isAxiosError(error) && error.message.startsWith(TOO_LARGE)) {
        throw new IamportUnexpectedReplyError(`${request.method} ${url}: more than ${maxAnswerBytes} bytes`);
      }
      const fault = isAxiosError(error) ? (error.code ?? error.message) : 'unknown fault';
      const why = tryLimit.aborted ? `no answer within ${timeoutMs} ms` : fault;
      throw new IamportUnavailableError(`${request.method} ${url}: ${why}`, {
        mayHaveArrived: !NOT_CONNECTED.has(why),
      });
    }
  };
}

/** The path of a request, as it stands in messages. */
export function pathOf(request: IamportRequest): string {
  return request.path.map((segment) => `/${encodeSegment(segment)}`).join('');
}

/** `.` and `..` survive encodeURIComponent and would climb out of the path. */
function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') throw new RangeError(`no path segment: "${segment}"`);
  return encodeURIComponent(segment);
}

/**
 * Reads an answer in the order of §1.4: HTTP 401, 404, other statuses, then `code`; HTTP 200 alone is no success.
 *
 * @returns the envelope's `response`, its shape not looked at; `null` for a 404, which must come in an envelope: a proxy's
 * own 404 page says nothing of the payment.
 * @throws IamportUnavailableError, IamportRefusedError, IamportUnexpectedReplyError
 */
export function readAnswer(request: IamportRequest, { status, text }: IamportAnswer): unknown {
  const what = `${request.method} ${pathOf(request)}: HTTP ${status}`;
  if (status >= 500) throw new IamportUnavailableError(what);
  if (status === 429) throw new IamportUnavailableError(what, { retryable: false, mayHaveArrived: false });
  const envelope = parseEnvelope(text);
  if (status === 401) throw new IamportRefusedError(`${what}, check IAMPORT_API_KEY and IAMPORT_API_SECRET`);
  if (status === 404 && envelope !== null) return null;
  if (envelope === null || (status >= 300 && status < 400))
    throw new IamportUnexpectedReplyError(`${what}, no envelope`);
  if (status >= 400 || envelope.code !== 0) {
    const said = envelope.message ?? '';
    throw new IamportRefusedError(`${what}, code ${envelope.code}: ${said}`, status < 400 ? said : null, status);
  }
  if (envelope.response === null || envelope.response === undefined) {
    throw new IamportUnexpectedReplyError(`${what}, code 0 without a response`);
  }
  return envelope.response;
}

function parseEnvelope(text: string): { code: number; message?: string | null | undefined; response: unknown } | null {
  try {
    return Envelope.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
