import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Use } from './try-uses';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

/** A shop's program: one order, which takes two tries, and one event. */
const CODE = `
const { SERVICE_URL = '', HEADERS = '', BODY = '', SECRET = '' } = process.env;
const checkout = createCheckoutClient({ url: SERVICE_URL, key: 'a-key-of-the-service', retry: { firstPauseMs: 1 } });
const result = await checkout.orders.register({ name: 'Chair', amount: 1_000 });
if (result.status !== 'ok') throw new Error(result.message);
const amount: number = result.order.amount;
const event = verifyEvent(JSON.parse(HEADERS) as Record<string, string>, BODY, SECRET);
if (event.type !== 'order.paid' || event.data.amount !== amount) throw new Error(event.type);
`;

/** As much of the service as that program meets. It is unavailable at every other request. */
export async function startStubService(): Promise<{ readonly use: Use; readonly close: () => void }> {
  let requests = 0;
  const server = createServer((req, res) => {
    const isUnavailable = (requests += 1) % 2 === 1;
    res.writeHead(isUnavailable ? 503 : 201, { 'content-type': 'application/json', 'retry-after': '0.001' });
    req.resume().on('end', () => res.end(JSON.stringify({ merchant_uid: 'ord-1', amount: 1_000 })));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const env = { SERVICE_URL: `http://127.0.0.1:${port}`, SECRET, ...signedEvent() };
  const imports = `import { createCheckoutClient, verifyEvent } from 'iamport-checkout-backend/client';
declare const process: { readonly env: Readonly<Record<string, string>> };`;
  return {
    use: { name: 'client', imports, code: CODE, env, does: 'registers an order and verifies an event' },
    close: () => void server.close().closeAllConnections(),
  };
}

function signedEvent() {
  const at = new Date();
  const BODY = JSON.stringify({ type: 'order.paid', timestamp: at.toISOString(), data: { amount: 1_000 } });
  const headers = {
    'webhook-id': 'entry-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(SECRET).sign('entry-1', at, BODY),
  };
  return { BODY, HEADERS: JSON.stringify(headers) };
}
