import { MongoMemoryReplSet } from 'mongodb-memory-server';
import type { Environment } from '../sandbox/mongodb/engines/engine';
import { findExecutable } from '../sandbox/mongodb/engines/find-executable';
import { startDatabase } from '../sandbox/mongodb/start-database';

/** A replica set, of one member or of three. */
export interface FailoverDatabase {
  readonly name: string;
  readonly uri: string;
  /** Whether it has `failCommand`. */
  readonly canFail: boolean;
  /** SIGKILL of the member that is the primary now; null where there is no other that could take over. */
  readonly killPrimary: (() => Promise<void>) | null;
  readonly stop: () => Promise<void>;
}

/** @throws Error that says what to install, where there is none */
export async function startFailoverDatabase(env: Environment, isReplicaSet: boolean): Promise<FailoverDatabase> {
  const mongod = await findExecutable(env['MONGOMS_SYSTEM_BINARY'] || 'mongod', env['PATH']);
  if (mongod !== undefined) return startReplicaSet(mongod, isReplicaSet ? 3 : 1);
  if (isReplicaSet) {
    throw new Error('--replica-set needs a mongod, on the PATH or in MONGOMS_SYSTEM_BINARY: there is none');
  }
  const database = await startDatabase({ env: { ...env, DATABASE_ENGINE: 'secantus' }, log: () => undefined });
  return {
    name: `secantus (${database.version})`,
    uri: database.uri,
    canFail: database.canFail,
    killPrimary: null,
    stop: database.stop,
  };
}

async function startReplicaSet(program: string, count: number): Promise<FailoverDatabase> {
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: program },
    // Of the set and not of one instance: any member may be the primary on which commands are made to fail.
    replSet: { count, storageEngine: 'wiredTiger', args: ['--setParameter', 'enableTestCommands=1'] },
  });
  const killPrimary = async () => {
    const isPrimary = set.servers.find(({ instanceInfo }) => instanceInfo?.instance.isInstancePrimary);
    isPrimary?.instanceInfo?.instance.mongodProcess?.kill('SIGKILL');
  };
  return {
    name: `mongod, ${count} members (${program})`,
    uri: set.getUri(),
    canFail: true,
    killPrimary: count > 1 ? killPrimary : null,
    async stop() {
      await set.stop();
    },
  };
}
