import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mongo } from 'mongoose';
import { startStandIn } from '../../../../sandbox/mongodb/stand-in/start-stand-in';
import { useStandIn } from './use-stand-in';

const standIn = useStandIn();
const { BSON } = mongo;

const header = (length: number, opCode: number): Buffer => {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(77, 4);
  bytes.writeInt32LE(opCode, 12);
  return bytes;
};

const message = (flags: number, ...sections: Uint8Array[]): Buffer => {
  const flagBytes = Buffer.alloc(4);
  flagBytes.writeUInt32LE(flags);
  const body = Buffer.concat([flagBytes, ...sections]);
  return Buffer.concat([header(16 + body.length, 2013), body]);
};

const body = (command: mongo.Document): Buffer => Buffer.concat([Buffer.from([0]), BSON.serialize(command)]);

const sequence = (name: string, documents: mongo.Document[]): Buffer => {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => BSON.serialize(document))]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(4 + content.length);
  return Buffer.concat([Buffer.from([1]), size, content]);
};

const open = async (): Promise<Socket> => {
  const socket = connect(standIn.server().port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

/** Collects so many answers of a socket. */
const answers = async (socket: Socket, count: number): Promise<mongo.Document[]> => {
  const found: mongo.Document[] = [];
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
      const one = bytes.subarray(0, bytes.readInt32LE(0));
      expect(one.readInt32LE(8)).toBe(77);
      found.push(BSON.deserialize(one.subarray(one.readInt32LE(12) === 2013 ? 21 : 36)));
      bytes = bytes.subarray(one.length);
    }
    if (found.length >= count) return found;
  }
  throw new Error(`the connection ended after ${found.length} answers`);
};

const PING = message(0, body({ ping: 1, $db: 'admin' }));

describe('a connection', () => {
  it('answers messages that come in one piece, or byte by byte', async () => {
    const socket = await open();
    socket.write(Buffer.concat([PING, PING]));
    for (const byte of PING) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    await expect(answers(socket, 3)).resolves.toEqual([{ ok: 1 }, { ok: 1 }, { ok: 1 }]);
    socket.destroy();
  });

  it('takes documents from a sequence of their own, in whatever order the sections come', async () => {
    const socket = await open();
    const insert = body({ insert: 'sequenced', $db: 'test' });
    socket.write(message(0, sequence('documents', [{ _id: 1 }, { _id: 2 }]), insert));
    await expect(answers(socket, 1)).resolves.toEqual([{ n: 2, ok: 1 }]);
    socket.destroy();
  });

  it('does not answer where more is to come, but does the work', async () => {
    const socket = await open();
    socket.write(message(2, body({ insert: 'unacknowledged', documents: [{ _id: 1 }], $db: 'test' })));
    socket.write(message(0, body({ count: 'unacknowledged', $db: 'test' })));
    await expect(answers(socket, 1)).resolves.toEqual([{ n: 1, ok: 1 }]);
    socket.destroy();
  });

  it('passes over a checksum', async () => {
    const socket = await open();
    const withChecksum = message(1, body({ ping: 1, $db: 'admin' }), Buffer.from([1, 2, 3, 4]));
    socket.write(withChecksum);
    await expect(answers(socket, 1)).resolves.toEqual([{ ok: 1 }]);
    socket.destroy();
  });

  it('answers the handshake in its old form', async () => {
    const socket = await open();
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      BSON.serialize({ ismaster: 1, helloOk: true }),
    ]);
    socket.write(Buffer.concat([header(16 + query.length, 2004), query]));
    await expect(answers(socket, 1)).resolves.toMatchObject([{ ismaster: true, helloOk: true, ok: 1 }]);
    socket.destroy();
  });

  it.each([
    ['an unknown opcode', header(16, 2012)],
    ['a length below that of a header', Buffer.from([3, 0, 0, 0, 1, 2, 3, 4])],
    ['a length beyond all bounds', Buffer.from([0xff, 0xff, 0xff, 0x7f])],
    ['a negative length', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['flags that it has to know and does not', message(8, body({ ping: 1 }))],
    ['a section of an unknown kind', message(0, Buffer.from([9, 5, 0, 0, 0, 0]))],
    ['broken BSON', message(0, Buffer.from([0, 5, 0, 0, 0, 7]))],
    ['nothing after the header', header(16, 2013)],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ])('is closed after %s, and no other suffers', async (_what, bytes) => {
    const socket = await open();
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
    socket.write(bytes);
    await closed;
    await expect(standIn.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('may be reset in the middle of a message or of an answer', async () => {
    for (const bytes of [PING.subarray(0, 10), PING]) {
      const socket = await open();
      socket.write(bytes);
      socket.resetAndDestroy();
    }
    await expect(standIn.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('keeps the order of its answers while one is held back', async () => {
    standIn.server().faults.set({ failCommands: ['count'], times: 1, blockTimeMS: 50 });
    const socket = await open();
    socket.write(message(0, body({ count: 'nothing', $db: 'test' })));
    socket.write(PING);
    await expect(answers(socket, 2)).resolves.toEqual([{ n: 0, ok: 1 }, { ok: 1 }]);
    socket.destroy();
  });
});

describe('a stand-in that is stopped', () => {
  it('ends its connections, also those that wait, and frees the port', async () => {
    const first = await startStandIn();
    first.faults.set({ failCommands: ['ping'], blockTimeMS: 60_000 });
    const socket = connect(first.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(PING);
    await once(socket, 'connect');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await first.stop();
    await closed;
    const second = await startStandIn({ port: first.port });
    expect(second.port).toBe(first.port);
    await second.stop();
  });

  it('refuses to take a port that is taken', async () => {
    await expect(startStandIn({ port: standIn.server().port })).rejects.toThrow('EADDRINUSE');
  });
});
