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

/**
 * Starts a double of Solapi on a free port of the loopback: a real HTTP server that checks the signature as Solapi
 * documents it (HMAC-SHA256 of date and salt) and hands on what it would send. It sends nothing.
 *
 * @param options.answer what to reply to a request; see {@link acceptMessages}
 */
export async function startSolapi(options: {
  readonly answer: (response: ServerResponse, request: SolapiRequest) => void;
}): Promise<SolapiDouble> {
  const server = createServer((request, response) => {
    void receive(request).then((received) => {
      if (received !== null) return options.answer(response, received);
      return sendJson(response, 403, { errorCode: 'SignatureDoesNotMatch', errorMessage: 'no' });
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

/** Null where the signature is not good. */
async function receive(request: IncomingMessage): Promise<SolapiRequest | null> {
  const body = await text(request);
  if (!isSigned(request.headers.authorization ?? '')) return null;
  const { messages } = JSON.parse(body) as Pick<SolapiRequest, 'messages'>;
  return { url: `${request.method} ${request.url}`, messages };
}

function isSigned(header: string): boolean {
  const [, key, date, salt, signature] =
    /^HMAC-SHA256 apiKey=(\S+), date=(\S+), salt=(\S+), signature=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac('sha256', API_SECRET).update(`${date}${salt}`).digest('hex');
  const isNow = Math.abs(Date.now() - Date.parse(date ?? '')) < MAX_CLOCK_DIFFERENCE_MS;
  return key === API_KEY && isNow && signature === expected;
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
