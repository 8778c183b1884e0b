import { Webhook } from 'standardwebhooks';
import { createShopWebhook } from '../../src/notify/shop-webhook';
import { SHOP_EVENT } from '../support/delivery';
import { useReceiver, type Received } from '../support/receiver';

const secret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const NEW = secret(1);
const OLD = secret(2);
const receiver = useReceiver();
if (SHOP_EVENT.channel !== 'shop') throw new Error('not an event');
const EVENT = SHOP_EVENT;

const carrier = (overrides: { url?: string; now?: () => Date; timeoutMs?: number } = {}) =>
  createShopWebhook({
    url: receiver.url(),
    secrets: [NEW, OLD],
    timeoutMs: 2_000,
    now: () => new Date(),
    ...overrides,
  });

const verify = ({ headers, body }: Received, key: string) =>
  new Webhook(key).verify(body, headers as Record<string, string>);
const only = (): Received => {
  expect(receiver.received).toHaveLength(1);
  return receiver.received[0]!;
};

test('an event is one POST of type, timestamp and data, under the id of its entry', async () => {
  await expect(carrier()(EVENT, 'entry-1')).resolves.toBeUndefined();
  const { headers, body, path } = only();
  expect(path).toBe('/events');
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'entry-1' });
  expect(JSON.parse(body)).toEqual({ type: 'order.paid', timestamp: EVENT.data.at, data: EVENT.data });
});

test('a retry has the same id and body, and the time of the try', async () => {
  let now = new Date();
  const send = carrier({ now: () => now });
  await send(EVENT, 'entry-1');
  now = new Date(now.getTime() + 90_000);
  await send(EVENT, 'entry-1');
  const [first, second] = receiver.received;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['webhook-id']).toBe('entry-1');
  const times = [first, second].map((it) => Number(it?.headers['webhook-timestamp']));
  expect(times[1]! - times[0]!).toBe(90);
});

describe('a receiver', () => {
  test.each([
    ['the new secret', NEW],
    ['the old secret', OLD],
  ])('that holds %s takes it', async (_, key) => {
    await carrier()(EVENT, 'entry-1');
    expect(verify(only(), key)).toMatchObject({ type: 'order.paid' });
  });

  test('that holds another secret refuses it', async () => {
    await carrier()(EVENT, 'entry-1');
    expect(() => verify(only(), secret(3))).toThrow('No matching signature found');
  });

  test('refuses a body that was changed on its way, and an id that was', async () => {
    await carrier()(EVENT, 'entry-1');
    const it = only();
    expect(() => verify({ ...it, body: it.body.replace('64900', '100') }, NEW)).toThrow('No matching signature found');
    const headers = { ...it.headers, 'webhook-id': 'entry-2' };
    expect(() => verify({ ...it, headers }, NEW)).toThrow('No matching signature found');
  });

  test('refuses one that was recorded and sent again later', async () => {
    await carrier({ now: () => new Date(Date.now() - 6 * 60_000) })(EVENT, 'entry-1');
    expect(() => verify(only(), NEW)).toThrow('Message timestamp too old');
  });
});

test.each([200, 201, 202, 204])('HTTP %i is taken', async (status) => {
  receiver.answerWith((_req, res) => res.writeHead(status).end());
  await expect(carrier()(EVENT, 'entry-1')).resolves.toBeUndefined();
});

test.each([301, 302, 307, 400, 401, 404, 410, 429, 500, 502, 503])('HTTP %i is not', async (status) => {
  receiver.answerWith((_req, res) => res.writeHead(status, { location: '/elsewhere' }).end());
  await expect(carrier()(EVENT, 'entry-1')).resolves.toEqual({
    reason: `the shop's webhook answered HTTP ${status}`,
    retryAfterMs: null,
  });
  expect(only().path).toBe('/events');
});

test.each([
  [503, '120', 120_000],
  [429, '1', 1_000],
  [503, new Date('2026-11-21T01:00:30Z').toUTCString(), 30_000],
  [503, new Date('2026-11-21T00:00:00Z').toUTCString(), null],
  [503, 'soon', null],
  [503, '-5', null],
  [500, '120', null],
])('HTTP %i with Retry-After: %s asks for a pause of %s ms', async (status, retryAfter, retryAfterMs) => {
  receiver.answerWith((_req, res) => res.writeHead(status, { 'retry-after': retryAfter }).end());
  const send = carrier({ now: () => new Date('2026-11-21T01:00:00Z') });
  await expect(send(EVENT, 'entry-1')).resolves.toMatchObject({ retryAfterMs });
});

test('a receiver that says nothing is left after the time limit', async () => {
  receiver.answerWith(() => {});
  await expect(carrier({ timeoutMs: 100 })(EVENT, 'entry-1')).rejects.toThrow("the shop's webhook gave no answer");
});

test('an answer without end is taken by its status, and not read to its end', async () => {
  let written = 0;
  receiver.answerWith((_req, res) => {
    const chunk = Buffer.alloc(64 * 1024);
    const write = () => {
      while (!res.destroyed && written < 64 * 1024 * 1024 && res.write(chunk)) written += chunk.length;
    };
    res.on('drain', write);
    write();
  });
  await expect(carrier()(EVENT, 'entry-1')).resolves.toBeUndefined();
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

test('an answer whose body stops is taken by its status after the time limit', async () => {
  receiver.answerWith((_req, res) => void res.writeHead(200).write('begun'));
  await expect(carrier({ timeoutMs: 200 })(EVENT, 'entry-1')).resolves.toBeUndefined();
});

test('without a server the fault is named, and neither address nor secret', async () => {
  const send = carrier({ url: 'http://user:pass@127.0.0.1:1/events?token=abc' });
  await expect(send(EVENT, 'entry-1')).rejects.toThrow(new Error("the shop's webhook gave no answer (ECONNREFUSED)"));
});
