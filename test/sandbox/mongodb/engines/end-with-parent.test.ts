import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { waitUntil } from '../../../support/wait-until';

const WAIT_FOREVER = 'setInterval(() => undefined, 60_000)';

/** Starts a process that has a server of its own under watch, and prints the pid of the server. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const { endWithParent } = require('${require.resolve('../../../../sandbox/mongodb/engines/end-with-parent.ts')}');
  const server = spawn(process.execPath, ['-e', '${WAIT_FOREVER}']);
  endWithParent(server.pid);
  console.log(server.pid);
  ${WAIT_FOREVER}`;

const startParent = async (): Promise<{ parent: ChildProcess; serverPid: number }> => {
  const parent = spawn(process.execPath, ['--import', require.resolve('tsx'), '-e', PARENT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(parent.stdout as NodeJS.ReadableStream), 'line')) as [string];
  return { parent, serverPid: Number(line) };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('ends a server whose parent was killed', async () => {
  const { parent, serverPid } = await startParent();
  expect(isAlive(serverPid)).toBe(true);
  parent.kill('SIGKILL');
  await waitUntil(() => !isAlive(serverPid));
});
