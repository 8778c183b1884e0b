import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the shop's server answers an event. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly retryAfterS?: number;
}

/** The shop's server: takes events, and counts them by the path that they were sent to. */
export async function startEventReceiver() {
  const counts = new Map<string, number>();
  let answer: ReceiverAnswer = { status: 204 };
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      const path = req.url ?? '';
      counts.set(path, (counts.get(path) ?? 0) + 1);
      if (answer.retryAfterS !== undefined) res.setHeader('retry-after', answer.retryAfterS);
      res.writeHead(answer.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Events since the start. */
    received: (path: string) => counts.get(path) ?? 0,
    answerWith: (next: ReceiverAnswer) => void (answer = next),
  };
}
