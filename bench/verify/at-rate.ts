import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ids } from '../start-processes';

/** Begins one piece of work after the other at a rate of its own, however long each takes; resolves when all have ended. */
export async function atRate<Item>(
  items: readonly Item[],
  perSecond: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (const [index, item] of items.entries()) {
    const waitMs = startedAt + (index / perSecond) * 1000 - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    underWay.push(work(item));
  }
  await Promise.all(underWay);
}

/**
 * Sends payments to a server at a rate.
 *
 * @returns by `imp_uid`, the time from a request to the end of its answer, in milliseconds
 */
export async function sendAtRate(
  url: string,
  payments: readonly Ids[],
  perSecond: number,
): Promise<ReadonlyMap<string, number>> {
  const agent = new Agent({ keepAlive: true });
  const times = new Map<string, number>();
  await atRate(payments, perSecond, async (ids) => {
    const sentAt = performance.now();
    await post(agent, `${url}/payments/complete`, ids);
    times.set(ids.imp_uid, performance.now() - sentAt);
  });
  agent.destroy();
  return times;
}

/** @throws Error for any answer but 200 */
export function post(agent: Agent, url: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } };
    const sending = request(url, options, (reply) => {
      reply.resume();
      reply.on('error', reject);
      reply.on('end', () => (reply.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${reply.statusCode}`))));
    });
    sending.on('error', reject);
    sending.end(JSON.stringify(body));
  });
}
