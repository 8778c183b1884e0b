import autocannon from 'autocannon';
import type { Ids } from '../start-processes';

/**
 * Sends each payment once to `POST /payments/complete`, over so many connections that are busy all the time.
 *
 * @returns answers a second
 * @throws Error where one was refused
 */
export async function sendAll(url: string, payments: readonly Ids[], connections: number): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  let endedAt = startedAt;
  const result = await autocannon({
    url: `${url}/payments/complete`,
    connections: Math.min(connections, payments.length),
    amount: payments.length,
    // Its own figures come in whole seconds.
    setupClient: (client) => client.on('response', () => (endedAt = performance.now())),
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: JSON.stringify(payments[next++ % payments.length]) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    const statuses = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => `${count} × ${status}`);
    throw new Error(`${url}: ${statuses.join(', ')}, ${result.errors} errors, of them ${result.timeouts} timeouts`);
  }
  return payments.length / ((endedAt - startedAt) / 1000);
}
