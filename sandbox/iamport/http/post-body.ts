import http from 'node:http';
import https from 'node:https';

/** An outgoing POST and how long each part of it may take, in milliseconds. */
export interface PostRequest {
  url: string;
  contentType: string;
  body: string;
  /** Until the connection stands. */
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

/** Sends a POST on a connection of its own. Never rejects; redirects are not followed. */
export function postBody(request: PostRequest): Promise<PostResult> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const finish = (result: PostResult) => {
      for (const timer of timers) clearTimeout(timer);
      resolve(result);
    };
    const limit = (ms: number | undefined, what: string) => {
      if (ms === undefined) return undefined;
      const timer = setTimeout(() => outgoing.destroy(new Error(`${what} after ${ms} ms`)), ms);
      timers.push(timer);
      return timer;
    };
    const outgoing = openRequest(request, (status, body) => finish({ status, body, error: null }));
    outgoing.on('error', (error) => finish({ status: 0, body: '', error: error.message }));
    const connecting = limit(request.connectTimeoutMs, 'no connection');
    limit(request.totalTimeoutMs, 'no answer');
    outgoing.on('socket', (socket) =>
      socket.once(request.url.startsWith('https:') ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
        limit(request.readTimeoutMs, 'no answer');
      }),
    );
    outgoing.end(request.body);
  });
}

function openRequest(request: PostRequest, onAnswer: (status: number, body: string) => void): http.ClientRequest {
  const { request: open } = request.url.startsWith('https:') ? https : http;
  const headers = { 'Content-Type': request.contentType, 'Content-Length': Buffer.byteLength(request.body) };
  const options = { method: 'POST', headers, agent: false, ...(request.signal && { signal: request.signal }) };
  const outgoing = open(request.url, options, (incoming) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => (body = (body + chunk).slice(0, MAX_BODY_CHARACTERS)));
    incoming.on('end', () => onAnswer(incoming.statusCode ?? 0, body));
    incoming.on('error', (error) => outgoing.destroy(error));
  });
  return outgoing;
}
