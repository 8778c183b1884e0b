import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoMemoryServer } from 'mongodb-memory-server';
import type { Environment } from '../sandbox/mongodb/engines/engine';
import { findExecutable } from '../sandbox/mongodb/engines/find-executable';
import { startDatabase } from '../sandbox/mongodb/start-database';

/** A database in a process of its own, with its data on disk: what was acknowledged outlives its SIGKILL. */
export interface CrashDatabase {
  readonly engine: 'mongod' | 'secantus';
  readonly uri: string;
  readonly version: string;
  /** SIGKILL. Resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Which engine to take; `auto` takes the first that is there. */
export const CRASH_ENGINES = ['auto', 'mongod', 'secantus'] as const;
/** See {@link CRASH_ENGINES}. */
export type CrashEngine = (typeof CRASH_ENGINES)[number];

const WHAT_TO_INSTALL = `Chaos needs a database whose process can be killed and whose data is on disk. There is none here. Install one of
  - MongoDB Community Server, with mongod on the PATH or its path in MONGOMS_SYSTEM_BINARY
  - SecantusDB: pip install SecantusDB==0.7.0b3, with secantusd-py on the PATH or its path in SECANTUSD`;

/** @throws Error that says what to install, where there is no such database */
export async function startCrashDatabase(engine: CrashEngine, env: Environment): Promise<CrashDatabase> {
  const mongod = engine === 'secantus' ? undefined : await findMongod(env);
  if (mongod !== undefined) return startMongod(mongod);
  if (engine === 'mongod') throw new Error(WHAT_TO_INSTALL);
  const named = { ...env, DATABASE_ENGINE: 'secantus' };
  const database = await startDatabase({ env: named, log: () => undefined }).catch((cause: unknown) => {
    const isMissing = cause instanceof Error && cause.message.includes('cannot be used');
    throw isMissing ? new Error(WHAT_TO_INSTALL, { cause }) : cause;
  });
  const { process: server, uri, version, stop } = database;
  if (server === undefined) throw new Error('SecantusDB was started without a process to kill');
  return { engine: 'secantus', uri, version, stop, kill: server.kill, restart: server.restart };
}

function findMongod(env: Environment): Promise<string | undefined> {
  return findExecutable(env['MONGOMS_SYSTEM_BINARY'] || 'mongod', env['PATH']);
}

async function startMongod(program: string): Promise<CrashDatabase> {
  const dbPath = await mkdtemp(join(tmpdir(), 'checkout-mongod-'));
  const start = (port?: number) =>
    MongoMemoryServer.create({
      binary: { systemBinary: program },
      instance: { dbPath, storageEngine: 'wiredTiger', ...(port !== undefined && { port }) },
    });
  let server = await start();
  const port = server.instanceInfo!.port;
  const kill = async () => {
    const child = server.instanceInfo?.instance.mongodProcess;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    engine: 'mongod',
    uri: server.getUri(),
    version: program,
    kill,
    async restart() {
      await kill();
      server = await start(port);
    },
    async stop() {
      await kill();
      await rm(dbPath, { recursive: true, force: true });
    },
  };
}
