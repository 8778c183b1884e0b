import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { withHosts } from '../../../support/database-uri';

/** A stretch of network before a database, whose traffic can be held up. */
export interface PausableProxy {
  /** The database's URI by way of this proxy. */
  uri: string;
  /** From now on nothing comes through in either direction; connections stay open. */
  pause: () => void;
  resume: () => void;
  stop: () => Promise<void>;
}

/** Starts a proxy on loopback before the first host of a URI. */
export const startPausableProxy = async (uri: string): Promise<PausableProxy> => {
  const [, host = '', port = '27017'] = /\/\/(?:[^@/]*@)?([^:,/]+)(?::(\d+))?/.exec(uri) ?? [];
  const sockets = new Set<Socket>();
  let paused = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (paused) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uri: withHosts(uri, `127.0.0.1:${(server.address() as AddressInfo).port}`),
    pause: () => {
      paused = true;
      for (const socket of sockets) socket.pause();
    },
    resume: () => {
      paused = false;
      for (const socket of sockets) socket.resume();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
