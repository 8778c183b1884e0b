import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { mongo, type Connection } from 'mongoose';
import { openConnection } from '../../src/store/open-connection';
import { canReadOrders } from '../../src/store/connection';
import { reopenOnHang } from '../../src/store/reopen-on-hang';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { useDatabase } from '../support/database';
import { waitUntil } from '../support/wait-until';

const database = useDatabase();
const started = (server: string) => ({ connectionId: server }) as mongo.ServerHeartbeatStartedEvent;

test('a check without an end closes the client and opens it again, and its collections work as before', async () => {
  const client = await new mongo.MongoClient(database.uri, { heartbeatFrequencyMS: 500 }).connect();
  const orders = client.db('hang').collection('orders');
  let closings = 0;
  client.on('topologyClosed', () => (closings += 1));
  let hangs = 0;
  // Longer than a check of the real server, which waits for half a second.
  reopenOnHang(client, 2_000, () => (hangs += 1));
  client.emit('serverHeartbeatStarted', started('127.0.0.1:1'));
  await waitUntil(() => closings > 0);
  expect(hangs).toBeGreaterThan(0);
  expect(await waitUntil(() => orders.countDocuments({}).then(String, () => false as const))).toBe('0');
  await client.close();
});

test.each([
  ['succeeds', 'serverHeartbeatSucceeded', { connectionId: '127.0.0.1:1' }],
  ['fails', 'serverHeartbeatFailed', { connectionId: '127.0.0.1:1' }],
  ['is of a server that was closed', 'serverClosed', { address: '127.0.0.1:1' }],
] as const)('a check that %s leaves the client open', async (_, end, event) => {
  jest.useFakeTimers();
  const client = new mongo.MongoClient(database.uri);
  const close = jest.spyOn(client, 'close');
  reopenOnHang(client, 1_000, () => {});
  client.emit('serverHeartbeatStarted', started('127.0.0.1:1'));
  client.emit(end, event as never);
  jest.advanceTimersByTime(10_000);
  jest.useRealTimers();
  expect(close).not.toHaveBeenCalled();
});

describe('where all connections break at once between two checks', () => {
  let proxy: CuttableProxy;
  let connection: Connection;
  beforeEach(async () => {
    const uri = new URL(database.uri);
    proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
    uri.host = `127.0.0.1:${proxy.port}`;
    uri.searchParams.set('directConnection', 'true');
    connection = await openConnection({ uri: uri.href, operationTimeoutMs: 500, heartbeatMs: 2_000, poolSize: 20 });
  });
  afterEach(async () => {
    await connection.close();
    await proxy.close();
  });

  // Some connections are in use then, and others are being made. How many is up to the machine.
  test.each([2, 4])('operations find the server again, %i turns after their beginning', async (turns) => {
    const read = (count: number) => Promise.all(Array.from({ length: count }, () => canReadOrders(connection)));
    await read(5);
    await once(connection.getClient(), 'serverHeartbeatSucceeded');
    // The driver checks a server again at once only if its last check is older than half a second.
    await sleep(700);
    const reads = read(15);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    proxy.cut();
    await reads;
    proxy.mend();
    await waitUntil(() => canReadOrders(connection), { pauseMs: 50 });
  });
});
