import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The shop's server for events. It refuses the first one, which a pass then delivers. */
export interface EventReceiver {
  readonly url: string;
  /** The `traceparent` of each request. */
  readonly traceparents: readonly string[];
  /** Waits for so many requests. @throws Error where they do not come */
  readonly until: (count: number) => Promise<void>;
  readonly close: () => void;
}

const TRIES = 600;
const PAUSE_MS = 50;

export async function startEventReceiver(): Promise<EventReceiver> {
  const traceparents: string[] = [];
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      const isFirst = traceparents.push(String(req.headers['traceparent'])) === 1;
      res.writeHead(isFirst ? 503 : 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    traceparents,
    async until(count) {
      for (let tries = 0; traceparents.length < count; tries += 1) {
        if (tries === TRIES) throw new Error(`${traceparents.length} events came, not ${count}`);
        await sleep(PAUSE_MS);
      }
    },
    close: () => void server.close().closeAllConnections(),
  };
}
