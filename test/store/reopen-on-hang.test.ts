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

interface Opened {
  readonly proxy: CuttableProxy;
  readonly connection: Connection;
  readonly hangs: () => number;
}

/** Runs a test with a connection through a proxy of its own. Most tests wait for limits, so they run at the same time. */
const withConnection = (run: (opened: Opened) => Promise<void>) => async () => {
  const uri = new URL(database.uri);
  const proxy = await startCuttableProxy({ host: uri.hostname, port: Number(uri.port || 27017) });
  uri.host = `127.0.0.1:${proxy.port}`;
  uri.searchParams.set('directConnection', 'true');
  let hangs = 0;
  const connection = await openConnection({
    uri: uri.href,
    operationTimeoutMs: 500,
    heartbeatMs: 2_000,
    poolSize: 20,
    onHang: () => (hangs += 1),
  });
  try {
    await run({ proxy, connection, hangs: () => hangs });
  } finally {
    await connection.close();
    await proxy.close();
  }
};

const NOBODY = '127.0.0.1:1';
/** A check of a server that neither succeeds nor fails. */
const startEndlessCheck = (client: mongo.MongoClient) =>
  client.emit('serverHeartbeatStarted', { connectionId: NOBODY } as mongo.ServerHeartbeatStartedEvent);

/** Holds the first close of the client until the test releases it. */
function holdClose(client: mongo.MongoClient) {
  const close = client.close.bind(client);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  jest.spyOn(client, 'close').mockImplementationOnce(() => held.then(() => close()));
  let closings = 0;
  client.on('topologyClosed', () => (closings += 1));
  return { release, closings: () => closings };
}
const works = (connection: Connection) => waitUntil(() => canReadOrders(connection), { pauseMs: 50 });

test.concurrent(
  'a check without an end closes the client and opens it again, and its collections work as before',
  withConnection(async ({ connection, hangs }) => {
    const orders = connection.getClient().db(connection.name).collection('orders');
    let closings = 0;
    connection.getClient().on('topologyClosed', () => (closings += 1));
    startEndlessCheck(connection.getClient());
    await waitUntil(() => closings > 0);
    expect(hangs()).toBe(1);
    expect(await waitUntil(() => orders.countDocuments({}).then(String, () => false as const))).toBe('0');
  }),
);

test.concurrent(
  'a close of the client that hangs does not keep it from being opened again',
  withConnection(async ({ connection, hangs }) => {
    const hold = holdClose(connection.getClient());
    startEndlessCheck(connection.getClient());
    await waitUntil(() => hold.closings() === 1);
    await works(connection);
    expect(hangs()).toBe(1);
    hold.release();
  }),
);

test.concurrent(
  'a close of the client that hangs and ends later does not leave the client closed',
  withConnection(async ({ connection }) => {
    const hold = holdClose(connection.getClient());
    startEndlessCheck(connection.getClient());
    await waitUntil(() => hold.closings() === 1);
    await works(connection);
    hold.release();
    await waitUntil(() => hold.closings() === 2);
    await works(connection);
  }),
);

test.concurrent(
  'a close of the client that hangs does not keep the connection from being closed, and the client is not opened again meanwhile',
  withConnection(async ({ connection, hangs }) => {
    const hold = holdClose(connection.getClient());
    const open = jest.spyOn(connection.getClient(), 'connect');
    startEndlessCheck(connection.getClient());
    await closeConnection(connection);
    expect(hold.closings()).toBe(1);
    // Longer than the limit of a check and the time to confirm it.
    await sleep(3_500);
    expect([hangs(), open.mock.calls]).toEqual([0, []]);
    hold.release();
  }),
);

test.concurrent(
  'where no server answers when the client is opened again, it is opened later',
  withConnection(async ({ proxy, connection, hangs }) => {
    startEndlessCheck(connection.getClient());
    proxy.cut();
    await waitUntil(() => hangs() > 0);
    // Longer than one try to open the client.
    await sleep(1_500);
    expect(await canReadOrders(connection)).toBe(false);
    proxy.mend();
    await works(connection);
  }),
);

test.concurrent(
  'a connection that is closed meanwhile stays closed',
  withConnection(async ({ proxy, connection, hangs }) => {
    startEndlessCheck(connection.getClient());
    proxy.cut();
    await waitUntil(() => hangs() > 0);
    await connection.close();
    proxy.mend();
    // Longer than the pause before the next try.
    await sleep(1_500);
    expect(await canReadOrders(connection)).toBe(false);
  }),
);

// Some connections are in use then, and others are being made. How many is up to the machine.
test.concurrent.each([2, 4])(
  'where all connections break at once between two checks, operations find the server again (%i)',
  (turns) =>
    withConnection(async ({ proxy, connection }) => {
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
      await works(connection);
    })(),
);

test.each([
  ['succeeds', 'serverHeartbeatSucceeded', { connectionId: NOBODY }],
  ['fails', 'serverHeartbeatFailed', { connectionId: NOBODY }],
  ['is of a server that was closed', 'serverClosed', { address: NOBODY }],
] as const)('a check that %s leaves the client open', (_, end, event) =>
  withConnection(async ({ connection }) => {
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
  })(),
);
