import { ORDERS_API_KEY } from './support/service-settings';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createSandbox, type Sandbox } from '../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../src/store/order.model';
import { useDatabase } from './support/database';
import { bearer, keysText, useKeysFile } from './support/operator-keys';
import { usePrograms } from './support/use-programs';
import { waitUntil } from './support/wait-until';

/** The service as a process of its own, as production runs it. */
const database = useDatabase();
const children: ChildProcess[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => sandbox.close());

const LOADER = pathToFileURL(require.resolve('tsx')).href;
/** The source, which is as deep in the repository as the build is. */
const FROM_SOURCE = ['--import', LOADER, join(__dirname, '..', 'src', 'main.ts')];
const program = usePrograms(['main', 'cli/run-service']);

function start(env: Record<string, string>, command: readonly string[] = [program('main')]) {
  // Started elsewhere, so that a developer's own .env is not read.
  const child = spawn(process.execPath, command, {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  return { child, output, exit: once(child, 'exit').then(([code]) => code as number | null) };
}

const settings = () => ({
  PORT: '0',
  HOST: '127.0.0.1',
  MONGODB_URI: database.uri,
  IAMPORT_API_URL: sandbox.url,
  IAMPORT_API_KEY: sandbox.impKey,
  IAMPORT_API_SECRET: sandbox.impSecret,
  IAMPORT_MODE: 'live',
  ORDERS_API_KEY,
});

function urlOf(output: { out: string; err: string }): Promise<string> {
  return waitUntil(() => {
    if (output.err !== '') throw new Error(output.err);
    return /"url":"([^"]+)"/.exec(output.out)?.[1];
  });
}

test('without settings it refuses to start, with one message that names every one', async () => {
  const { output, exit } = start({});
  expect(await exit).toBe(1);
  for (const name of ['MONGODB_URI', 'IAMPORT_API_KEY', 'IAMPORT_API_SECRET', 'IAMPORT_MODE', 'ORDERS_API_KEY']) {
    expect(output.err).toContain(`${name} is missing`);
  }
  expect(output.err).not.toContain('at ');
});

test('the compile cache of a Node that has one is enabled before anything else is loaded, beside the packages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-main-'));
  const preload = join(folder, 'fake-compile-cache.cjs');
  await writeFile(
    preload,
    `require('node:module').enableCompileCache = (directory) =>
      console.log(directory + ' ' + Object.keys(require.cache).filter((file) => file.includes('run-service')).length)`,
  );
  const { output, exit } = start({}, ['--require', preload, ...FROM_SOURCE]);
  expect(await exit).toBe(1);
  expect(output.out).toBe(`${join(__dirname, '..', 'node_modules', '.cache', 'compile-cache')} 0\n`);
  await rm(folder, { recursive: true });
});

test('without a database it ends and says so, without the password', async () => {
  const { output, exit } = start({ ...settings(), MONGODB_URI: 'mongodb://user:passw0rd@127.0.0.1:1/checkout' });
  expect(await exit).toBe(1);
  expect(output.err).toContain('database');
  expect(output.err + output.out).not.toContain('passw0rd');
});

test('with an index that cannot be built it ends and names the index', async () => {
  const orders = database.db().collection('orders');
  const name = await orders.createIndex({ 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 }, { sparse: false });
  const { output, exit } = start(settings());
  expect(await exit).toBe(1);
  expect(output.err).toContain('an index cannot be built');
  expect(output.err).toContain(name);
  expect(output.err).not.toContain('at ');
  await orders.drop();
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s finishes the requests under way, then exits with 0', async (signal) => {
  const { child, output, exit } = start(settings());
  const url = await urlOf(output);
  const merchant_uid = `ord-${signal}`;
  const order = { merchant_uid, name: 'chair', amount: 64_900 };
  await post(`${url}/orders`, order, { authorization: `Bearer ${ORDERS_API_KEY}` });
  const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid' });
  sandbox.calls.reset();
  sandbox.faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid', impUid: imp_uid });

  const underWay = post(`${url}/payments/complete`, { imp_uid, merchant_uid });
  await sandbox.calls.reached('GET /payments/:imp_uid', 1);
  child.kill(signal);
  await waitUntil(() => output.out.includes('stopping'));
  sandbox.faults.clear();

  expect(await (await underWay).json()).toMatchObject({ status: 'success' });
  expect(await exit).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('SIGTERM while it starts ends it with 0: the first process of a container is not ended by the signal itself', async () => {
  const { child, output, exit } = start(settings());
  // The warning about the sandbox's address comes before the database is reached.
  await waitUntil(() => output.out.includes('IAMPORT_API_URL'));
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(output.out).toContain('stopping');
});

test('SIGTERM while 50 requests are in flight: all are answered, no lease is left, and it exits with 0 in time', async () => {
  // Without the background look-ups, which would settle an order before its report.
  const { child, output, exit } = start({ ...settings(), RECONCILE: 'off' });
  const url = await urlOf(output);
  const authorization = `Bearer ${ORDERS_API_KEY}`;
  const ids: { readonly imp_uid: string; readonly merchant_uid: string }[] = [];
  // One after the other: registrations that a slow database refuses are not what this proves.
  for (let n = 0; n < 50; n += 1) {
    const merchant_uid = `ord-in-flight-${n}`;
    const registered = await post(`${url}/orders`, { merchant_uid, name: 'chair', amount: 64_900 }, { authorization });
    expect(registered.status).toBe(201);
    ids.push({
      imp_uid: sandbox.payments.create({ merchant_uid, amount: 64_900, status: 'paid' }).imp_uid,
      merchant_uid,
    });
  }
  sandbox.calls.reset();
  sandbox.faults.set({ kind: 'hold', route: 'GET /payments/:imp_uid' });

  const underWay = ids.map((each, n) => post(`${url}/payments/${n % 2 === 0 ? 'complete' : 'webhook'}`, each));
  await sandbox.calls.reached('GET /payments/:imp_uid', 50);
  child.kill('SIGTERM');
  await waitUntil(() => output.out.includes('stopping'));
  sandbox.faults.clear();
  const replies = await Promise.all(underWay);

  expect(await Promise.all(replies.map((reply) => reply.json()))).toEqual(
    ids.map(() => expect.objectContaining({ status: 'success' }) as unknown),
  );
  expect(await exit).toBe(0);
  const orders = database.db().collection<OrderDocument>('orders');
  const stored = await orders.find({ _id: { $in: ids.map(({ merchant_uid }) => merchant_uid) } }).toArray();
  expect(stored.map(({ state }) => state)).toEqual(ids.map(() => 'paid'));
  const places = stored.flatMap(({ queues }) => Object.entries(queues));
  expect(places.filter(([, { lease }]) => lease !== undefined)).toEqual([]);
});

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

describe('the file of operators’ keys', () => {
  const keys = useKeysFile(keysText({ 'kim-old': ['orders:read'] }));
  const statusOf = async (url: string, name: string) =>
    (await fetch(`${url}/orders`, { headers: bearer(name) })).status;

  test('is read again on SIGHUP; a file that cannot be used keeps the old keys, and the process goes on', async () => {
    keys.write(keysText({ 'kim-old': ['orders:read'] }));
    const { child, output, exit } = start({ ...settings(), OPERATOR_KEYS_FILE: keys.path });
    const url = await urlOf(output);
    await waitUntil(async () => (await statusOf(url, 'kim-old')) === 200);
    expect(await statusOf(url, 'kim-new')).toBe(401);

    const logged = (text: string) => output.out.split(text).length - 1;
    for (const [n, broken] of ['{"keys":', '{"keys":[{"key":"chk_pasted"}]}'].entries()) {
      keys.write(broken);
      child.kill('SIGHUP');
      await waitUntil(() => logged('operator keys not read, the old ones stay') === n + 1);
      expect(await statusOf(url, 'kim-old')).toBe(200);
    }

    keys.write(keysText({ 'kim-old': ['orders:read'], 'kim-new': ['orders:read'] }));
    child.kill('SIGHUP');
    await waitUntil(() => logged('operator keys read') === 2);
    expect([await statusOf(url, 'kim-old'), await statusOf(url, 'kim-new')]).toEqual([200, 200]);

    keys.write(keysText({ 'kim-new': ['orders:read'] }));
    child.kill('SIGHUP');
    await waitUntil(() => logged('operator keys read') === 3);
    expect([await statusOf(url, 'kim-old'), await statusOf(url, 'kim-new')]).toEqual([401, 200]);
    expect(output.out + output.err).not.toContain('chk_');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  test.each([
    ['that is not there', '/nowhere/keys.json', 'ENOENT'],
    ['that is broken', keys.path, 'keys.0.scopes.0 must be of orders:write'],
  ])('a file %s stops the start with one message', async (_, path, problem) => {
    keys.write(keysText({ kim: ['everything' as never] }));
    const { output, exit } = start({ ...settings(), OPERATOR_KEYS_FILE: path });
    expect(await exit).toBe(1);
    expect(output.err).toContain(`OPERATOR_KEYS_FILE cannot be used: `);
    expect(output.err).toContain(problem);
    expect(output.err).not.toContain('at ');
  });
});
