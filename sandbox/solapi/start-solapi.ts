import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request to send messages, as it came in with a good signature. */
export interface SolapiRequest {
  /** Method and path. */
  readonly url: string;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

/** A double of the text message aggregator Solapi. */
export interface SolapiDouble {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly close: () => Promise<void>;
}

const API_KEY = 'NCSAYU7YDBXYORXC';
const API_SECRET = 'solapi-secret-of-the-double';
const MAX_CLOCK_DIFFERENCE_MS = 15 * 60_000;
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Key, date, salt of 12 to 64 bytes, signature. */
const AUTHORIZATION = /^HMAC-SHA256 apiKey=(\S+), date=(\S+), salt=(\S{12,64}), signature=([0-9a-f]{64})$/;

/**
 * Starts a double of Solapi on a free port of the loopback: a real HTTP server that checks the signature as Solapi
 * documents it, and hands on what it would send. It sends nothing.
 *
 * The signature is the HMAC-SHA256 of date and salt under the API secret. The date is ISO 8601 and at most 15 minutes off,
 * the salt has 12 to 64 bytes, and a signature is good once (https://developers.solapi.com/references/authentication/api-key).
 *
 * @param options.answer what to reply to a request; see {@link acceptMessages}
 */
export async function startSolapi(options: {
  readonly answer: (response: ServerResponse, request: SolapiRequest) => void;
}): Promise<SolapiDouble> {
  const used = new Set<string>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const errorCode = refusalOf(request.headers.authorization ?? '', used);
      if (errorCode !== null) return sendJson(response, 400, { errorCode, errorMessage: 'no' });
      options.answer(response, receivedOf(request, body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function receivedOf({ method, url }: IncomingMessage, body: string): SolapiRequest {
  const { messages } = JSON.parse(body) as Pick<SolapiRequest, 'messages'>;
  return { url: `${method} ${url}`, messages };
}

/** Null where the signature is good. Solapi's page names no code of its own for a signature that is used again. */
function refusalOf(header: string, used: Set<string>): 'SignatureDoesNotMatch' | 'RequestTimeTooSkewed' | null {
  const [, key, date = '', salt, signature = ''] = AUTHORIZATION.exec(header) ?? [];
  const expected = createHmac('sha256', API_SECRET).update(`${date}${salt}`).digest('hex');
  if (key !== API_KEY || !ISO_8601.test(date) || signature !== expected || used.has(signature)) {
    return 'SignatureDoesNotMatch';
  }
  if (Math.abs(Date.now() - Date.parse(date)) > MAX_CLOCK_DIFFERENCE_MS) return 'RequestTimeTooSkewed';
  used.add(signature);
  return null;
}

/** Takes a request, but for the messages that are named as failed. */
export function acceptMessages(response: ServerResponse, failed: readonly object[] = []): void {
  const count = { total: 1, registeredFailed: failed.length, registeredSuccess: 1 - failed.length };
  sendJson(response, 200, { failedMessageList: failed, groupInfo: { count } });
}

/** Replies with a status and a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
