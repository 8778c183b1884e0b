import { createInterface } from 'node:readline';
import { createCheckout } from '../../src/index';

/**
 * A process of the shop, for tests that kill it. The arguments are the options as JSON, and what it does. It writes one line for each
 * event that a handler gets, and one once it runs.
 *
 * - `handle`: each handler waits for a line on standard input
 * - `pay <merchantUid> <impUid>`: verifies a payment, and has a handler that never ends
 */
async function main(): Promise<void> {
  const [options = '{}', what, merchantUid = '', impUid = ''] = process.argv.slice(2);
  const lines = createInterface(process.stdin);
  const told = new Promise<void>((resolve) => lines.once('line', () => resolve()));
  const checkout = await createCheckout(JSON.parse(options) as Parameters<typeof createCheckout>[0]);
  checkout.on('order.paid', async (event) => {
    process.stdout.write(`${event.merchantUid} ${event.id}\n`);
    await (what === 'handle' ? told : new Promise(() => undefined));
  });
  await checkout.start();
  process.stdout.write('started\n');
  if (what === 'pay') await checkout.verify({ impUid, merchantUid });
}

void main();
