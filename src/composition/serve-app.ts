import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import gracefulShutdown from 'http-graceful-shutdown';
import { LIMITS } from './limits';

/** A server that listens. */
export interface AppServer {
  readonly url: string;
  /** Finishes open requests, for `LIMITS.shutdownMs` at most. */
  readonly stop: () => Promise<void>;
}

/** Large, so that a burst of connections gets 503s and no connection resets. The system may allow fewer. */
const BACKLOG = 4_096;

/** Serves an app. @throws an error if the port is taken */
export async function serveApp(
  app: Express,
  address: { readonly port: number; readonly host: string },
): Promise<AppServer> {
  const server = createServer(LIMITS.connections, app);
  const stop = gracefulShutdown(server, { signals: '', timeout: LIMITS.shutdownMs, forceExit: false });
  server.listen({ ...address, backlog: BACKLOG });
  await once(server, 'listening');
  return { url: urlOf(server.address() as AddressInfo), stop };
}

/** The URL of a server on this machine. */
export function urlOf({ family, address, port }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
