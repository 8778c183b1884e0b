import type { mongo } from 'mongoose';

/**
 * Closes the client and opens it again where a check of a server ends neither with success nor with failure. Otherwise no
 * operation would find a server again before the process restarts.
 *
 * The driver waits without a limit for a socket that closes in the moment of a write (mongodb 7.9, `writeCommand`). Where all
 * connections break at once, the first that is noticed starts a check, over a connection whose end was not noticed yet.
 *
 * @param hangMs longer than a check takes that ends, in milliseconds
 * @param onHang is called before the client is closed
 */
export function reopenOnHang(client: mongo.MongoClient, hangMs: number, onHang: () => void): void {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (server: string) => {
    clearTimeout(timers.get(server));
    timers.delete(server);
  };
  const reopen = async () => {
    onHang();
    await client.close();
    await client.connect();
  };
  client.on('serverHeartbeatStarted', ({ connectionId: server }) => {
    stop(server);
    // An operation opens a client that this cannot open yet.
    timers.set(server, setTimeout(() => void reopen().catch(() => {}), hangMs).unref());
  });
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => stop(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => stop(connectionId));
  client.on('serverClosed', ({ address }) => stop(address));
}
