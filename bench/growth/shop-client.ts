import { Agent, request } from 'node:http';
import type { WorldAddress } from '../start-processes';
import { serviceSettings } from '../start-processes';

/** How long something took. */
export interface Timed {
  readonly ms: number;
}

/** An answer, and how long it took until its end. */
export interface TimedReply extends Timed {
  readonly text: string;
}

/** Sends requests as the shop's server and buyers' browsers do, over one connection. */
export interface ShopClient {
  /** @param expected the status without which it throws. @default 200 */
  send(method: 'GET' | 'POST', path: string, body?: object, expected?: number): Promise<TimedReply>;
}

export function createShopClient(url: string, world: WorldAddress): ShopClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = `Bearer ${serviceSettings(world)['ORDERS_API_KEY']}`;
  return {
    send: (method, path, body, expected = 200) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now();
        const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
        const sending = request(url + path, { method, agent, headers }, (reply) => {
          let text = '';
          reply.setEncoding('utf8');
          reply.on('data', (chunk: string) => (text += chunk));
          reply.on('error', reject);
          reply.on('end', () => {
            if (reply.statusCode === expected) resolve({ ms: performance.now() - startedAt, text });
            else reject(new Error(`${method} ${path}: ${reply.statusCode} ${text}`));
          });
        });
        sending.on('error', reject);
        sending.end(body === undefined ? undefined : JSON.stringify(body));
      }),
  };
}
