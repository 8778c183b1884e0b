import type { Connection, mongo } from 'mongoose';

/** How long an event that came while the process stood still has to be read, in milliseconds. */
const CONFIRM_MS = 1_000;
/** The pause between two tries to open the client, in milliseconds. */
const RETRY_MS = 1_000;

/** How long the close of a client may take, in milliseconds. */
const CLOSE_MS = 2_000;

/** Connections whose close has begun: their clients are not opened again. */
const closing = new WeakSet<Connection>();

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS).unref());

/**
 * Closes the client and opens it again where a check of a server ends neither with success nor with failure. Otherwise no
 * operation would find a server again before the process restarts. It tries until a server answers or the connection is
 * closed.
 *
 * The driver waits without a limit for a socket that closes in the moment of a write (mongodb 7.9, `writeCommand`). Where all
 * connections break at once, the first that is noticed starts a check, over a connection whose end was not noticed yet.
 *
 * @param connection is open
 * @param hangMs longer than a check takes that ends, in milliseconds
 * @param onHang is called before the client is closed
 */
export function reopenOnHang(connection: Connection, hangMs: number, onHang: () => void): void {
  const client = connection.getClient();
  const timers = new Map<string, NodeJS.Timeout>();
  let isReopening = false;
  connection.once('close', () => closing.add(connection));
  const isClosed = () => closing.has(connection);

  const stop = (server: string) => {
    clearTimeout(timers.get(server));
    timers.delete(server);
  };
  const after = (server: string, ms: number, work: () => void) => {
    stop(server);
    timers.set(server, setTimeout(work, ms).unref());
  };
  client.on('serverHeartbeatStarted', ({ connectionId: server }) => {
    // After a pause of the whole process a timer may run before the answer that lies in the socket is read.
    after(server, hangMs, () => after(server, CONFIRM_MS, () => void reopen()));
  });
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => stop(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => stop(connectionId));
  client.on('serverClosed', ({ address }) => stop(address));

  async function reopen() {
    if (isReopening || isClosed()) return;
    isReopening = true;
    onHang();
    await closeInTime(
      client,
      () => client.close(),
      () => void reopen(),
    );
    // A client that was closed is not opened by its next operation.
    while (!isClosed() && !(await opens())) await pause();
    // The connection may have been closed while its client was opened.
    if (isClosed())
      await closeInTime(
        client,
        () => client.close(),
        () => undefined,
      );
    isReopening = false;
  }
  const opens = () =>
    client.connect().then(
      () => true,
      () => false,
    );
}

/**
 * Closes a connection, in two seconds at most: a command that hangs would hold up the end of the process. Never throws. From now
 * on `reopenOnHang` does not open its client again.
 */
export async function closeConnection(connection: Connection): Promise<void> {
  closing.add(connection);
  await closeInTime(
    connection.getClient(),
    () => connection.close(),
    () => undefined,
  );
}

/**
 * Closes the client, and takes its servers from it if that does not end: the same hang may hold up its last command. Never
 * throws.
 *
 * @param close closes the client, or the connection that has it
 * @param onLate called where the close ends after all: it has closed what was opened meanwhile
 */
async function closeInTime(client: mongo.MongoClient, close: () => Promise<void>, onLate: () => void): Promise<void> {
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      takeServers(client);
      resolve();
    }, CLOSE_MS);
  });
  const closed = close().catch(() => undefined);
  void closed.then(() => (isLate ? onLate() : undefined));
  await Promise.race([closed, limit]);
  clearTimeout(timer);
}

/** Without its `topology`, which no type names, the client makes a new one when it is opened. */
function takeServers(client: mongo.MongoClient): void {
  const opened = client as { topology?: { close: () => void } | undefined };
  const { topology } = opened;
  opened.topology = undefined;
  topology?.close();
}
