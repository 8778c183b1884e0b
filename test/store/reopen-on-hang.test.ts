import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection, type mongo } from 'mongoose';
import { openConnection } from '../../src/store/open-connection';
import { canReadOrders } from '../../src/store/connection';
import { closeConnection, reopenOnHang } from '../../src/store/reopen-on-hang';
import { startCuttableProxy, type CuttableProxy } from '../support/cuttable-proxy';
import { useDatabase } from '../support/database';
import { waitUntil } from '../support/wait-until';

const database = useDatabase();
let proxy: CuttableProxy;
let connection: Connection;
let hangs: number;
beforeEach(async () => {
  const uri = new URL(database.uri);
  proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
  uri.host = `127.0.0.1:${proxy.port}`;
  uri.searchParams.set('directConnection', 'true');
  hangs = 0;
  connection = await openConnection({
    uri: uri.href,
    operationTimeoutMs: 500,
    heartbeatMs: 2_000,
    poolSize: 20,
    onHang: () => (hangs += 1),
  });
});
afterEach(async () => {
  await connection.close();
  await proxy.close();
});

const NOBODY = '127.0.0.1:1';
/** A check of a server that neither succeeds nor fails. */
const startEndlessCheck = (client = connection.getClient()) =>
  client.emit('serverHeartbeatStarted', { connectionId: NOBODY } as mongo.ServerHeartbeatStartedEvent);

test('a check without an end closes the client and opens it again, and its collections work as before', async () => {
  const orders = connection.getClient().db(connection.name).collection('orders');
  let closings = 0;
  connection.getClient().on('topologyClosed', () => (closings += 1));
  startEndlessCheck();
  await waitUntil(() => closings > 0);
  expect(hangs).toBe(1);
  expect(await waitUntil(() => orders.countDocuments({}).then(String, () => false as const))).toBe('0');
});

describe('a close of the client that hangs', () => {
  /** Holds the first close until the test releases it. */
  function holdClose() {
    const client = connection.getClient();
    const close = client.close.bind(client);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    jest.spyOn(client, 'close').mockImplementationOnce(() => held.then(() => close()));
    let closings = 0;
    client.on('topologyClosed', () => (closings += 1));
    return { release, closings: () => closings };
  }
  const works = () => waitUntil(() => canReadOrders(connection), { pauseMs: 50 });

  test('does not keep it from being opened again', async () => {
    const hold = holdClose();
    startEndlessCheck();
    await waitUntil(() => hold.closings() === 1);
    await works();
    expect(hangs).toBe(1);
    hold.release();
  });

  test('and ends later does not leave the client closed', async () => {
    const hold = holdClose();
    startEndlessCheck();
    await waitUntil(() => hold.closings() === 1);
    await works();
    hold.release();
    await waitUntil(() => hold.closings() === 2);
    await works();
  });

  test('does not keep the connection from being closed, and its client is not opened again meanwhile', async () => {
    const hold = holdClose();
    const open = jest.spyOn(connection.getClient(), 'connect');
    startEndlessCheck();
    await closeConnection(connection);
    expect(hold.closings()).toBe(1);
    // Longer than the limit of a check and the time to confirm it.
    await sleep(3_500);
    expect([hangs, open.mock.calls]).toEqual([0, []]);
    hold.release();
  });
});

test('where no server answers when the client is opened again, it is opened later', async () => {
  startEndlessCheck();
  proxy.cut();
  await waitUntil(() => hangs > 0);
  // Longer than one try to open the client.
  await sleep(1_500);
  expect(await canReadOrders(connection)).toBe(false);
  proxy.mend();
  await waitUntil(() => canReadOrders(connection), { pauseMs: 50 });
});

test('a connection that is closed meanwhile stays closed', async () => {
  startEndlessCheck();
  proxy.cut();
  await waitUntil(() => hangs > 0);
  await connection.close();
  proxy.mend();
  // Longer than the pause before the next try.
  await sleep(1_500);
  expect(await canReadOrders(connection)).toBe(false);
});

test.each([
  ['succeeds', 'serverHeartbeatSucceeded', { connectionId: NOBODY }],
  ['fails', 'serverHeartbeatFailed', { connectionId: NOBODY }],
  ['is of a server that was closed', 'serverClosed', { address: NOBODY }],
] as const)('a check that %s leaves the client open', async (_, end, event) => {
  const idle = createConnection();
  const client = connection.getClient();
  idle.setClient(client);
  const close = jest.spyOn(client, 'close');
  jest.useFakeTimers();
  reopenOnHang(idle, 1_000, () => {});
  startEndlessCheck(client);
  client.emit(end, event as never);
  jest.advanceTimersByTime(10_000);
  jest.useRealTimers();
  expect(close).not.toHaveBeenCalled();
  close.mockRestore();
});

// Some connections are in use then, and others are being made. How many is up to the machine.
test.each([2, 4])(
  'where all connections break at once between two checks, operations find the server again (%i)',
  async (turns) => {
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
  },
);
