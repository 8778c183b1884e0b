import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DatabaseProcess } from '../database';
import { askVersion } from './ask-version';
import type { Environment, StartEngine } from './engine';
import { findExecutable } from './find-executable';
import { startServerProcess } from './server-process';

const NAMES = ['secantusd-rs', 'secantusd-py'];

/** What is missing where `findSecantus` finds none. */
export const NO_SECANTUS = `neither SECANTUSD nor the PATH has ${NAMES.join(' or ')}`;

/** The program that `SECANTUSD` names, else the one on the PATH. Undefined when it is not there. */
export const findSecantus = async (env: Environment): Promise<string | undefined> => {
  const named = env['SECANTUSD'];
  for (const name of named === undefined || named === '' ? NAMES : [named]) {
    const found = await findExecutable(name, env['PATH']);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The Python server has `configureFailPoint`, when it is asked to. */
const hasTestCommands = (program: string): boolean => basename(program).startsWith('secantusd-py');

const argumentsFor = (program: string, storageDir: string, further: readonly string[]) => (port: number) => [
  ...['--host', '127.0.0.1', '--port', String(port), '--storage-path', storageDir, '--sync-on-commit'],
  ...(hasTestCommands(program) ? ['--enable-test-commands'] : []),
  ...further,
];

/** SecantusDB on a storage directory of its own: a server process on disk, which tests can kill and start again. */
export const startSecantus: StartEngine = async ({ env, serverArguments, storageRoot = tmpdir() }) => {
  const program = await findSecantus(env);
  if (program === undefined) {
    return { unavailable: NO_SECANTUS };
  }
  const storageDir = await mkdtemp(join(storageRoot, 'checkout-secantus-'));
  const server = await startServerProcess(program, argumentsFor(program, storageDir, serverArguments), storageDir);
  const uri = `mongodb://127.0.0.1:${server.port}/`;
  const process: DatabaseProcess = {
    storageDir,
    get pid() {
      return server.pid;
    },
    kill: server.kill,
    restart: server.restart,
  };
  const stop = async () => {
    await server.kill();
    await rm(storageDir, { recursive: true, force: true });
  };
  try {
    const version = `${basename(program)}, ${await askVersion(uri)}`;
    return { uri, process, canFail: hasTestCommands(program), version, stop };
  } catch (error) {
    // A server that nobody can stop would keep this process alive.
    await stop();
    throw error;
  }
};
