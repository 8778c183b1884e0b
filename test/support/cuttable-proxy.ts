import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy that a test can cut, stall and restore. */
export interface CuttableProxy {
  readonly port: number;
  /** Closes open connections and refuses new ones. */
  cut(): void;
  /** Keeps connections open and forwards nothing. */
  stall(): void;
  /** Forwards the next MongoDB command of this name, and closes the connection instead of its answer. */
  loseAnswerOf(command: string): void;
  mend(): void;
  close(): Promise<void>;
}

/** A command is a BSON document whose first element has the command's name and is a string. */
const commandMark = (command: string) => Buffer.from(`\u0002${command}\0`);

/** Listens on a free local port and forwards everything to `target`. */
export async function startCuttableProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<CuttableProxy> {
  const open = new Set<Socket>();
  let isCut = false;
  let isStalled = false;
  let doomed: string | null = null;
  const track = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    track(client);
    if (isCut) return void client.destroy();
    const upstream = connect(target);
    track(upstream);
    if (isStalled) client.pause();
    else client.pipe(upstream).pipe(client);
    client.on('data', (chunk: Buffer) => {
      if (doomed === null || !chunk.includes(commandMark(doomed))) return;
      doomed = null;
      upstream.unpipe(client);
      upstream.once('data', () => client.destroy()).resume();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      breakAll();
    },
    stall() {
      isStalled = true;
      open.forEach((socket) => socket.unpipe().pause());
    },
    loseAnswerOf(command) {
      doomed = command;
    },
    mend() {
      isCut = false;
      if (isStalled) breakAll();
      isStalled = false;
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
