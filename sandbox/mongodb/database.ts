import type { FailPoint } from './stand-in/fail-point';

/** The engines by the names that `DATABASE_ENGINE` takes. */
export const ENGINE_NAMES = ['uri', 'mongod', 'download', 'stand-in', 'secantus'] as const;

/** See {@link ENGINE_NAMES}. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A server process that can be killed and started again on the same data. */
export interface DatabaseProcess {
  /** The directory with its data. */
  readonly storageDir: string;
  readonly pid: number | undefined;
  /** SIGKILL: no time to write anything down. Resolves when the process is gone. */
  kill: () => Promise<void>;
  /** Starts it again on the same directory and port. Resolves when it accepts connections. */
  restart: () => Promise<void>;
}

/** What an engine gives back when it runs. */
export interface RunningEngine {
  /** Without a database name, unless `MONGODB_URI` has one. */
  uri: string;
  /** What runs, as precisely as it says itself. */
  version: string;
  /** Whether it has `configureFailPoint: 'failCommand'`, by which tests ask for faults. */
  canFail: boolean;
  /** Ends it and frees what it held; nothing for a server that somebody else started. */
  stop: () => Promise<void>;
  /** Faults on demand; the stand-in alone has them in this process. */
  faults?: FailPoint;
  /** The process, for crash tests; SecantusDB alone has it. */
  process?: DatabaseProcess;
}

/** A database for development and tests, ready to be connected to. */
export interface Database extends RunningEngine {
  engine: EngineName;
  /** Why it is this engine and none before it. */
  why: string;
}

/** The line that says at start which database is used: `database: <engine> (<version>) because <why>`. */
export const describeDatabase = ({ engine, version, why }: Database): string =>
  `database: ${engine} (${version}) because ${why}`;
