import { EventEmitter, once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { CheckoutError } from '../../src/domain/errors';
import { createApp, type AppDeps } from '../../src/http/create-app';
import { createKeyRing } from '../../src/http/create-key-ring';
import { liftTimeLimits } from '../support/lift-time-limits';
import { ORDERS_API_KEY } from '../support/service-settings';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const authorization = `Bearer ${ORDERS_API_KEY}`;
const DAY = '2026-11-30';

/** An export whose reading fails, or whose reader does. */
let server: Server | undefined;
afterEach(() => server?.close());

/** The app alone, with these records. */
async function serve(readExport: AppDeps['readExport'], exportStallMs = 60_000): Promise<string> {
  const deps = {
    readExport,
    exportStallMs,
    inExportQueue: (_what: string, work: () => Promise<unknown>) => work(),
    logger: pino({ level: 'silent' }),
    keys: createKeyRing(ORDERS_API_KEY),
    desk: null,
    corsOrigins: [],
    gatewayAddresses: [],
    rateLimitPerMinute: 0,
    trustedProxyHops: 0,
  };
  server = createServer(createApp(deps as unknown as AppDeps)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/exports/payments.csv?day=${DAY}`;
}
const row = (no: number) => [no, 'x'.repeat(1_000)];
const page = (no: number) => [row(no)];
const fault = () => new CheckoutError('unavailable', 'database: gone');

test('a fault before the first page is a 503', async () => {
  // eslint-disable-next-line require-yield -- it fails before it yields
  const url = await serve(async function* () {
    throw fault();
  });
  expect((await fetch(url, { headers: { authorization } })).status).toBe(503);
});

test('a fault later on breaks the connection, and what came has no end record', async () => {
  const url = await serve(async function* () {
    for (let no = 1; no <= 500; no += 1) yield page(no);
    throw fault();
  });
  const reply = await fetch(url, { headers: { authorization } });
  expect(reply.status).toBe(200);
  let text = '';
  const readAll = async () => {
    for await (const part of reply.body ?? []) text += Buffer.from(part).toString();
  };
  await expect(readAll()).rejects.toThrow('terminated');
  expect(text).not.toContain('end,');
});

test('HEAD has the headers and reads nothing', async () => {
  let reads = 0;
  const url = await serve(async function* () {
    reads += 1;
    yield [['end', 0]];
  });
  const reply = await fetch(url, { method: 'HEAD', headers: { authorization } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename=payments-2026-11-30.csv');
  expect(reads).toBe(0);
});

test('pages without a record take longer than the limit of a reader, and the export goes on', async () => {
  const url = await serve(async function* () {
    yield [];
    await sleep(600);
    yield page(1);
    await sleep(600);
    yield [['end', 1]];
  }, 100);
  const reply = await fetch(url, { headers: { authorization } });
  expect(await reply.text()).toMatch(/end,1\r\n$/);
});

test('the headers come after the first page, not the first record', async () => {
  const gate = new EventEmitter();
  const url = await serve(async function* () {
    yield [];
    await once(gate, 'open');
    yield [['end', 0]];
  });
  const reply = await fetch(url, { headers: { authorization } });
  expect(reply.status).toBe(200);
  gate.emit('open');
  expect(await reply.text()).toMatch(/end,0\r\n$/);
});

test('an export whose client is gone stops at the next page, also where pages have no record', async () => {
  let read = 0;
  let isClosed = false;
  const url = await serve(async function* () {
    try {
      for (;;) {
        yield [];
        read += 1;
        await setImmediate();
      }
    } finally {
      isClosed = true;
    }
  });
  const sending = request(url, { headers: { authorization } }).end();
  await once(sending, 'response');
  await waitUntil(() => read > 10);
  expect(isClosed).toBe(false);
  sending.destroy();
  await waitUntil(() => isClosed);
});

test('a reader that takes nothing holds the reading up, and is cut off', async () => {
  let read = 0;
  let isClosed = false;
  const url = await serve(async function* () {
    try {
      for (;;) yield page((read += 1));
    } finally {
      isClosed = true;
    }
  }, 300);
  const sending = request(url, { headers: { authorization } }).end();
  const [reply] = (await once(sending, 'response')) as [IncomingMessage];
  const isBroken = once(reply, 'error');
  await waitUntil(() => isClosed);
  // What the sockets of both sides and the streams hold.
  expect(read).toBeLessThan(20_000);
  reply.resume();
  await isBroken;
});
