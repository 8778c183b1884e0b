import http from 'node:http';
import https from 'node:https';

/** An outgoing POST and how long each part of it may take, in milliseconds. */
export interface PostRequest {
  url: string;
  contentType: string;
  body: string;
  /** Until the connection stands, TLS included. */
  connectTimeoutMs?: number;
  /** From then on until the answer is complete. */
  readTimeoutMs?: number;
  /** For everything together. */
  totalTimeoutMs?: number;
  signal?: AbortSignal;
}

/** What came back. `status` 0 means that no answer came; `error` then says why (§7.5, "response code 0"). */
export interface PostResult {
  status: number;
  body: string;
  error: string | null;
}

/** Answers longer than this are cut off: nobody reads them. */
const MAX_BODY_CHARACTERS = 64 * 1024;

/** Sends a POST on a connection of its own. Never rejects, not even for a bad address; redirects are not followed. */
export async function postBody(request: PostRequest): Promise<PostResult> {
  try {
    return await send(request);
  } catch (error) {
    return { status: 0, body: '', error: error instanceof Error ? error.message : String(error) };
  }
}

function send(request: PostRequest): Promise<PostResult> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, (incoming) => {
      readBody(incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, body, error: null }), reject);
    });
    const giveUp = (ms: number | undefined, what: string) =>
      ms === undefined ? undefined : setTimeout(() => outgoing.destroy(new Error(`${what} after ${ms} ms`)), ms);
    const connecting = giveUp(request.connectTimeoutMs, 'no connection');
    const timers = [connecting, giveUp(request.totalTimeoutMs, 'no answer')];
    outgoing.on('error', reject);
    outgoing.on('close', () => timers.forEach(clearTimeout));
    outgoing.on('socket', (socket) =>
      socket.once(isSecure(request.url) ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
        timers.push(giveUp(request.readTimeoutMs, 'no answer'));
      }),
    );
    outgoing.end(request.body);
  });
}

function open(request: PostRequest, onAnswer: (incoming: http.IncomingMessage) => void): http.ClientRequest {
  const headers = { 'Content-Type': request.contentType, 'Content-Length': Buffer.byteLength(request.body) };
  const options = { method: 'POST', headers, agent: false, ...(request.signal && { signal: request.signal }) };
  return (isSecure(request.url) ? https : http).request(request.url, options, onAnswer);
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  let body = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) body = (body + (chunk as string)).slice(0, MAX_BODY_CHARACTERS);
  return body;
}

function isSecure(url: string): boolean {
  return url.startsWith('https:');
}
