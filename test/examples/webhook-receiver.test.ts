import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installClient } from '../support/install-client';
import { createShopWebhook } from '../../src/notify/shop-webhook';
import { SHOP_EVENT } from '../support/delivery';
import { waitUntil } from '../support/wait-until';

/** The sample as it stands there, with the package's client, as a process of its own, in front of the real carrier. */
const sample = installClient('webhook-receiver');
const secret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const [NEW, OLD, STRANGE] = [secret(1), secret(2), secret(3)];
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

async function start(secrets: string) {
  const child = spawn(process.execPath, [join(sample.folder(), 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', WEBHOOK_SECRETS: secrets },
  });
  children.push(child);
  const output = { text: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  const url = () => /listening on (\S+)/.exec(output.text)?.[1];
  await waitUntil(() => url() !== undefined || child.exitCode !== null);
  /** Ends it first, so that all that it wrote has come. */
  const handled = async () => {
    const closed = once(child, 'close');
    child.kill();
    await closed;
    return output.text.match(/^order\.paid .*$/gm) ?? [];
  };
  return { url: url() ?? '', output, handled };
}

if (SHOP_EVENT.channel !== 'shop') throw new Error('not an event');
const EVENT = SHOP_EVENT;
const send = (url: string, secrets: string[], id = 'entry-1', now = () => new Date()) =>
  createShopWebhook({ url, secrets, timeoutMs: 5_000, now })(EVENT, id);
const refused = (status: number) => ({ reason: `the shop's webhook answered HTTP ${status}`, retryAfterMs: null });

test.each([
  ['the old secret, while both sign', OLD, [NEW, OLD]],
  ['the new secret, while both sign', NEW, [NEW, OLD]],
  ['both, while only the old one signs', `${NEW} ${OLD}`, [OLD]],
  ['both, while only the new one signs', `${OLD},${NEW}`, [NEW]],
])('a receiver that holds %s takes an event', async (_, held, signing) => {
  const receiver = await start(held);
  await expect(send(receiver.url, signing)).resolves.toBeUndefined();
  expect(await receiver.handled()).toEqual(['order.paid ord-1 is paid (entry-1)']);
});

test('an event that comes again is taken and not handled twice, another one is', async () => {
  const receiver = await start(NEW);
  for (const id of ['entry-1', 'entry-1', 'entry-2']) {
    await expect(send(receiver.url, [NEW], id)).resolves.toBeUndefined();
  }
  expect(await receiver.handled()).toEqual([
    'order.paid ord-1 is paid (entry-1)',
    'order.paid ord-1 is paid (entry-2)',
  ]);
});

test('a message with a wrong signature is refused, and so is one that was recorded and sent later', async () => {
  const receiver = await start(NEW);
  await expect(send(receiver.url, [STRANGE])).resolves.toEqual(refused(401));
  const sixMinutesAgo = () => new Date(Date.now() - 6 * 60_000);
  await expect(send(receiver.url, [NEW], 'entry-1', sixMinutesAgo)).resolves.toEqual(refused(401));
  expect((await fetch(receiver.url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(receiver.url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413);
  expect((await fetch(receiver.url)).status).toBe(405);
  expect(await receiver.handled()).toEqual([]);
});

test('without a secret it does not start', async () => {
  const { url, output } = await start('');
  expect(url).toBe('');
  expect(output.text).toContain('Set WEBHOOK_SECRETS');
});
