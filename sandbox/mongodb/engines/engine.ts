import type { RunningEngine } from '../database';

/** The environment as it was handed in; nobody below reads `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What every engine is given. */
export interface EngineOptions {
  env: Environment;
  /** The directory in which failures are remembered and which may be deleted at any time. */
  cacheDir: string;
  /** Whether the start may wait for a download. */
  mayDownload: boolean;
  /** Gets lines for people: the progress of a download. */
  log: (line: string) => void;
  now: () => Date;
  /** The directory in which a server process makes the one for its data. @default that for temporary files */
  storageRoot?: string | undefined;
  /** Further arguments for a server process. @default none */
  serverArguments: readonly string[];
}

/** An engine that cannot be had here; the reason reads on after "because". */
export interface Unavailable {
  unavailable: string;
}

/**
 * Starts an engine, or says why it cannot be had.
 * @throws Error when it was asked for and is broken, which no other engine should cover up
 */
export type StartEngine = (options: EngineOptions) => Promise<RunningEngine | Unavailable>;
