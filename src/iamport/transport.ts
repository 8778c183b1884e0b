import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError } from 'axios';
import { limitRequest } from '../lib/limit-request';
import { IamportRefusedError, IamportUnavailableError, IamportUnexpectedReplyError } from './errors';
import { Envelope } from './wire';

/** One request to the V1 API. */
export interface IamportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The segments of the path. Each is encoded, so that no id can reach another path. */
  readonly path: readonly string[];
  /** A list is written in PHP's notation, `key[]=a&key[]=b` (§1.1). */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
}

/** An HTTP answer. Its text has not been parsed. */
export interface IamportAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends one request once.
 *
 * @throws IamportUnavailableError where no answer comes; IamportUnexpectedReplyError where the answer is too large: another
 *   try would get the same answer
 */
export type Transport = (
  request: IamportRequest,
  options: {
    readonly token?: string;
    /** The time limit of this try, in milliseconds. @default the limit of the transport */
    readonly timeoutMs?: number;
  },
) => Promise<IamportAnswer>;

/** Error codes of a connection that was not made: nothing was sent over it. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** axios has no error code for an answer that is too large, so its message is compared. */
const TOO_LARGE = 'maxContentLength';

/**
 * Opens a keep-alive connection pool to the V1 API.
 *
 * No error carries headers or bodies: both hold secrets.
 *
 * @param options.tryTimeoutMs the time limit of one try, in milliseconds
 * @param options.maxAnswerBytes a larger answer is not read
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
  return async (request, { token, timeoutMs = options.tryTimeoutMs }) => {
    const url = pathOf(request);
    let isLate = false;
    try {
      const { status, data } = await http.request<string>({
        method: request.method,
        url,
        ...(request.query && { params: request.query }),
        ...(request.body !== undefined && { data: request.body }),
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
        transport: limitRequest(timeoutMs, () => (isLate = true)),
      });
      return { status, text: data };
    } catch (error) {
      if (isAxiosError(error) && error.message.startsWith(TOO_LARGE)) {
        throw new IamportUnexpectedReplyError(`${request.method} ${url}: more than ${maxAnswerBytes} bytes`);
      }
      const fault = isAxiosError(error) ? (error.code ?? error.message) : 'unknown fault';
      const why = isLate ? `no answer within ${timeoutMs} ms` : fault;
      throw new IamportUnavailableError(`${request.method} ${url}: ${why}`, {
        mayHaveArrived: !NOT_CONNECTED.has(why),
      });
    }
  };
}

/** Names a request in messages: its method and path, without its query, which may hold a key. */
export function nameOf(request: IamportRequest): string {
  return `${request.method} ${pathOf(request)}`;
}

function pathOf(request: IamportRequest): string {
  return request.path.map((segment) => `/${encodeSegment(segment)}`).join('');
}

/** encodeURIComponent keeps `.` and `..`, which would lead to another path. */
function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') throw new RangeError(`no path segment: "${segment}"`);
  return encodeURIComponent(segment);
}

/**
 * Reads an answer in the order of §1.4: HTTP 401, 404, other statuses, then `code`; HTTP 200 alone is no success.
 *
 * @returns the envelope's `response`, whose shape has not been checked; null for a 404 in an envelope. A 404 without an
 *   envelope is a proxy's page and says nothing about the payment.
 * @throws IamportUnavailableError, IamportRefusedError, IamportUnexpectedReplyError
 */
export function readAnswer(request: IamportRequest, { status, text }: IamportAnswer): unknown {
  const what = `${nameOf(request)}: HTTP ${status}`;
  if (status >= 500) throw new IamportUnavailableError(what);
  if (status === 429) throw new IamportUnavailableError(what, { retryable: false, mayHaveArrived: false });
  const envelope = parseEnvelope(text);
  if (status === 401)
    throw new IamportRefusedError(
      `${what}, check IAMPORT_API_KEY and IAMPORT_API_SECRET (iamport.apiKey and iamport.apiSecret in the library)`,
    );
  if (status === 404 && envelope !== null) return null;
  if (envelope === null || (status >= 300 && status < 400))
    throw new IamportUnexpectedReplyError(`${what}, no envelope`);
  if (status >= 400 || envelope.code !== 0) {
    const reason = envelope.message ?? '';
    throw new IamportRefusedError(`${what}, code ${envelope.code}: ${reason}`, status < 400 ? reason : null, status);
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
