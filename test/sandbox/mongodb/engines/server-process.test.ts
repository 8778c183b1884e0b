import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { startServerProcess, type ServerProcess } from '../../../../sandbox/mongodb/engines/server-process';

/** A program that listens where it is told and says so, as the servers do that are started like this. */
const LISTENER = `
  const server = require('node:net').createServer().listen(Number(process.argv[1]), '127.0.0.1', () =>
    console.error('listening on 127.0.0.1:' + server.address().port));`;

const start = (script: string): Promise<ServerProcess> =>
  startServerProcess(process.execPath, (port) => ['-e', script, String(port)], tmpdir());

const accepts = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

it('starts on a free port, is killed, and starts again on the same one', async () => {
  const server = await start(LISTENER);
  const { pid: firstPid } = server;
  try {
    await expect(accepts(server.port)).resolves.toBe(true);
    await server.kill();
    await expect(accepts(server.port)).resolves.toBe(false);
    await server.restart();
    await expect(accepts(server.port)).resolves.toBe(true);
    expect(server.pid).not.toBe(firstPid);
  } finally {
    await server.kill();
    await server.kill();
  }
});

it('is told from a program that ends at once, with what that one said', async () => {
  await expect(start("console.error('no such directory'); process.exit(3)")).rejects.toThrow(
    /ended with 3\s+no such directory/,
  );
});

it('is told from a program that is not there', async () => {
  await expect(startServerProcess('/nothing/there', () => [], tmpdir())).rejects.toThrow('ENOENT');
});
