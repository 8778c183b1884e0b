import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request: an answer in place of the service's, or the service's answer lost after it was made. */
export type Turn = RequestListener | 'pass' | 'lose the answer';

/** Answers with a status, headers and a body in place of the service. */
export const answerWith =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (_req, res) =>
    res.writeHead(status, headers).end(body);

/** A proxy in front of a server, for one test file: what a client meets on its way. */
export function useFront(target: () => string) {
  const turns: Turn[] = [];
  const seen: { readonly method: string; readonly path: string; readonly body: string }[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      seen.push({ method: req.method ?? '', path: req.url ?? '', body: body.toString() });
      const turn = turns.shift() ?? 'pass';
      if (typeof turn === 'function') return void turn(req, res);
      forward(target(), req, body, (reply) => {
        if (turn === 'pass') return pass(reply, res);
        reply.resume().on('end', () => res.destroy());
      });
    });
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    turns.length = 0;
    seen.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The requests since the test began. */
    seen,
    /** What becomes of the next requests; those after them pass. */
    next: (...planned: readonly Turn[]) => void turns.push(...planned),
  };
}

function forward(target: string, req: IncomingMessage, body: Buffer, answered: (reply: IncomingMessage) => void): void {
  const { method, headers } = req;
  request(target + (req.url ?? ''), { method, headers }, answered).end(body);
}

function pass(reply: IncomingMessage, res: ServerResponse): void {
  res.writeHead(reply.statusCode ?? 502, reply.headers);
  reply.pipe(res);
}
