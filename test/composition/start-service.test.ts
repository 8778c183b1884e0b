import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { mongo } from 'mongoose';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { startService, type Service } from '../../src/composition/start-service';
import { loadConfig } from '../../src/config/load-config';
import type { OrderDocument } from '../../src/store/order.model';
import { useDatabase } from '../support/database';
import { quietLogger } from '../support/quiet-logger';
import { ORDERS_API_KEY, serviceSettings } from '../support/service-settings';

const INTERRUPTED = 11_601;

const database = useDatabase();
const testFault = database.canFail ? test : test.skip;
let sandbox: Sandbox;
const services: Service[] = [];
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop()));
  await indexes().drop();
});
afterAll(() => sandbox.close());

const indexes = (): mongo.Collection<OrderDocument> => database.db().collection<OrderDocument>('orders');

async function start(settings: Record<string, string> = {}) {
  let passes = 0;
  const pause = async () => void (passes += 1);
  const config = loadConfig({ ...serviceSettings(database.uri, sandbox), ...settings });
  const service = await startService(config, quietLogger(), { ...SYSTEM_CLOCK_AND_RANDOM, pause });
  services.push(service);
  const status = async (path: string) => (await supertest(service.url).get(path)).status;
  return { service, status, passes: () => passes };
}

/** An index of the service's with other options: the server refuses to build it anew. */
async function makeUnbuildable(): Promise<string> {
  const wanted = { 'queues.poll.isUrgent': 1, 'queues.poll.dueAt': 1 } as const;
  return indexes().createIndex(wanted, { sparse: false });
}

test('an index that cannot be built fails the start; until then requests are answered, and nothing runs', async () => {
  const name = await makeUnbuildable();
  const { service, status, passes } = await start();
  await expect(service.started).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^an index cannot be built: database: /) as string,
  });
  await expect(service.started).rejects.toThrow(name);
  expect(await status('/readyz')).toBe(503);
  expect(await status('/healthz')).toBe(200);
  const reply = await supertest(service.url)
    .post('/orders')
    .set('authorization', `Bearer ${ORDERS_API_KEY}`)
    .send({ merchant_uid: 'ord-without-indexes', name: 'chair', amount: 64_900 });
  expect(reply.status).toBe(201);
  expect(passes()).toBe(0);
});

test('on an empty database it builds the indexes, then is ready', async () => {
  const { service, status } = await start();
  await service.started;
  expect(await status('/readyz')).toBe(200);
  expect((await indexes().indexes()).length).toBeGreaterThan(1);
});

testFault('where no index is missing it builds none', async () => {
  await (
    await start()
  ).service.started;
  await database.fail({ failCommands: ['createIndexes'], errorCode: 67 });
  const { service, status } = await start();
  await service.started;
  expect(await status('/readyz')).toBe(200);
});

testFault('one missing index is built again', async () => {
  await (
    await start()
  ).service.started;
  const [, some] = await indexes().indexes();
  await indexes().dropIndex(some?.name ?? '');
  await (
    await start()
  ).service.started;
  expect((await indexes().indexes()).map(({ name }) => name)).toContain(some?.name);
});

testFault('a look at the indexes that fails, fails the start', async () => {
  await database.fail({ failCommands: ['listIndexes'], errorCode: 13 });
  const { service } = await start();
  await expect(service.started).rejects.toMatchObject({ code: 'unavailable' });
});

testFault.each([
  { during: 'the look at the indexes', command: 'listIndexes', fault: { closeConnection: true, times: 8 } },
  { during: 'the build of an index', command: 'createIndexes', fault: { errorCode: INTERRUPTED, times: 1 } },
])('a database that is gone for a moment during $during does not end the service', async ({ command, fault }) => {
  await database.fail({ failCommands: [command], ...fault });
  const { service, status, passes } = await start();
  await service.started;
  expect(passes()).toBeGreaterThan(0);
  expect(await status('/readyz')).toBe(200);
});

test('a taken port fails the start', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start({ HOST: '127.0.0.1', PORT: String(port) })).rejects.toThrow('EADDRINUSE');
  taken.close();
});

test('a service that is stopped during the check stops cleanly, and its start is no failure', async () => {
  const { service } = await start();
  services.length = 0;
  await service.stop();
  await service.started;
});
