import { MongoMemoryServer } from 'mongodb-memory-server';
import type { RunningEngine } from '../database';
import { askVersion } from './ask-version';
import type { Environment, StartEngine } from './engine';
import { findExecutable } from './find-executable';

/** Starts a mongod program with an empty data directory, by mongodb-memory-server. */
export const runMongod = async (program: string): Promise<RunningEngine> => {
  const server = await MongoMemoryServer.create({
    binary: { systemBinary: program },
    // With configureFailPoint.
    instance: { args: ['--setParameter', 'enableTestCommands=1'] },
  });
  const uri = server.getUri();
  return {
    uri,
    version: await askVersion(uri),
    canFail: true,
    stop: async () => {
      await server.stop();
    },
  };
};

const findMongod = async (env: Environment): Promise<string | undefined> => {
  const named = env['MONGOMS_SYSTEM_BINARY'];
  if (named === undefined || named === '') return findExecutable('mongod', env['PATH']);
  const found = await findExecutable(named, env['PATH']);
  if (found === undefined) throw new Error(`MONGOMS_SYSTEM_BINARY is ${named}, which is no program`);
  return found;
};

/** A mongod that is installed: `MONGOMS_SYSTEM_BINARY`, else `mongod` on the `PATH`. */
export const startMongod: StartEngine = async ({ env }) => {
  const program = await findMongod(env);
  return program === undefined ? { unavailable: 'there is no mongod on the PATH' } : runMongod(program);
};
