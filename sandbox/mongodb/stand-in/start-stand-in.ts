import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ServerState } from './command-context';
import { createCursorRegistry } from './cursor-registry';
import { createFailPoint, type FailPoint } from './fail-point';
import { serveConnection } from './serve-connection';
import { createCatalog } from './storage/catalog';

/** The version that `buildInfo` gives: the MongoDB whose behaviour is followed, and that this is not it. */
export const STAND_IN_VERSION = '7.0.0-stand-in';

/** A running stand-in. */
export interface StandIn {
  /** On loopback, without a database name. */
  uri: string;
  port: number;
  /** Faults on demand, the same that `configureFailPoint` sets. */
  faults: FailPoint;
  /** Ends all connections and frees the port. */
  stop: () => Promise<void>;
}

/** How to start the stand-in. */
export interface StandInOptions {
  /** The port on loopback. @default 0, any free one */
  port?: number;
  /** The clock of `$currentDate`. */
  now?: () => Date;
}

/** Starts an empty database server in this process, on loopback. */
export const startStandIn = async ({ port = 0, now = () => new Date() }: StandInOptions = {}): Promise<StandIn> => {
  const state: ServerState = {
    catalog: createCatalog(),
    cursors: createCursorRegistry(),
    failPoint: createFailPoint(),
    version: STAND_IN_VERSION,
    now,
  };
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, { id: (connections += 1), appName: undefined }, state);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { uri: `mongodb://127.0.0.1:${address.port}/`, port: address.port, faults: state.failPoint, stop };
};
