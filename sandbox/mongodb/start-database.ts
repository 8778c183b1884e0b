import { join } from 'node:path';
import { type Database, describeDatabase, ENGINE_NAMES, type EngineName } from './database';
import { createDownloadEngine } from './engines/download';
import type { EngineOptions, Environment, StartEngine } from './engines/engine';
import { startMongod } from './engines/mongod';
import { startSecantus } from './engines/secantus';
import { startStandInEngine } from './engines/stand-in';
import { startUri } from './engines/uri';

/** How to start a database. */
export interface StartDatabaseOptions {
  /**
   * The environment: `DATABASE_ENGINE` (auto, uri, mongod, download, stand-in or secantus; default auto), `MONGODB_URI`,
   * `MONGOMS_SYSTEM_BINARY`, `SECANTUSD`, `PATH`, `NODE_ENV`.
   */
  env: Environment;
  /** Gets one line that says which database is used and why, and before it the progress of a download. */
  log: (line: string) => void;
  /** False where nobody wants to wait: a mongod that was downloaded before is still taken. @default true */
  mayDownload?: boolean;
  /** Where a failed download is remembered. @default node_modules/.cache/database below the working directory */
  cacheDir?: string;
  /** The clock by which a remembered failure gets old. @default the real one */
  now?: () => Date;
  /** The directory in which SecantusDB makes the one for its data. @default that for temporary files */
  storageRoot?: string | undefined;
  /** Further arguments for SecantusDB. @default none */
  serverArguments?: readonly string[];
  /** Engines to use in place of the real ones, in tests. */
  engines?: Partial<Record<EngineName, StartEngine>>;
}

/** What `auto` tries, in this order. */
const AUTO_ORDER: readonly EngineName[] = ['uri', 'mongod', 'download', 'stand-in'];

const isEngineName = (name: string): name is EngineName => (ENGINE_NAMES as readonly string[]).includes(name);

const realEngines = (): Record<EngineName, StartEngine> => ({
  uri: startUri,
  mongod: startMongod,
  download: createDownloadEngine(),
  'stand-in': startStandInEngine,
  secantus: startSecantus,
});

const inWords = (reasons: string[]): string => new Intl.ListFormat('en').format(reasons);

const startFirst = async (
  engines: Record<EngineName, StartEngine>,
  order: readonly EngineName[],
  options: EngineOptions,
): Promise<Database> => {
  const reasons: string[] = [];
  for (const engine of order) {
    const started = await engines[engine](options);
    if (!('unavailable' in started)) {
      return { ...started, engine, why: reasons.length === 0 ? 'MONGODB_URI is set' : inWords(reasons) };
    }
    reasons.push(started.unavailable);
  }
  throw new Error(`No database can be started: ${inWords(reasons)}`);
};

const startNamed = async (engine: EngineName, start: StartEngine, options: EngineOptions): Promise<Database> => {
  const started = await start(options);
  if ('unavailable' in started) throw new Error(`DATABASE_ENGINE=${engine} cannot be used: ${started.unavailable}`);
  return { ...started, engine, why: `DATABASE_ENGINE is ${engine}` };
};

/**
 * Finds or starts a database for development and tests: the engine that `DATABASE_ENGINE` names, or the first that is there.
 * @throws Error for an unknown engine, for one that was asked for and cannot be had, and for the stand-in in production
 */
export const startDatabase = async (options: StartDatabaseOptions): Promise<Database> => {
  const { env, log, now = () => new Date(), serverArguments = [], mayDownload = true, storageRoot } = options;
  const name = env['DATABASE_ENGINE'] || 'auto';
  const cacheDir = options.cacheDir ?? join(process.cwd(), 'node_modules', '.cache', 'database');
  const engines = { ...realEngines(), ...options.engines };
  const engineOptions: EngineOptions = { env, cacheDir, now, serverArguments, mayDownload, log, storageRoot };
  if (name !== 'auto' && !isEngineName(name)) {
    throw new Error(`DATABASE_ENGINE is '${name}', allowed are: auto, ${ENGINE_NAMES.join(', ')}`);
  }
  const database =
    name === 'auto'
      ? await startFirst(engines, AUTO_ORDER, engineOptions)
      : await startNamed(name, engines[name], engineOptions);
  log(describeDatabase(database));
  return database;
};
