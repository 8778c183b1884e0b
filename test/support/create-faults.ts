import type { FaultTurn } from './fault-turn';

/** A fault that the server is to show, as MongoDB's `failCommand`. */
export interface CommandFault {
  /** The names of the commands that it hits: `find`, `update`, `insert`, ... */
  failCommands: string[];
  /** How often it strikes. @default until it is switched off */
  times?: number;
  /** The error that is answered instead of running the command. */
  errorCode?: number;
  /** Closes the connection instead of answering. */
  closeConnection?: boolean;
  /** Waits so long before anything else, in milliseconds. */
  blockTimeMS?: number;
}

/** The faults of one test file. */
export interface Faults {
  /**
   * Lets commands of the clients that were opened with `uri` fail, until it strikes no more or the test ends. All servers but the
   * stand-in have one fault at a time: there it waits until no other test file needs one.
   *
   * @throws Error at once where the server has no faults: such a test is to be skipped
   */
  fail(fault: CommandFault): Promise<void>;
  /** Ends the fault at once; nothing where there is none. */
  mend(): Promise<void>;
}

/**
 * Opens the faults of a test file.
 *
 * @param deps.configure sends `configureFailPoint`
 * @param deps.turn undefined where files do not disturb each other
 */
export function createFaults(deps: {
  readonly canFail: boolean;
  readonly configure: (mode: unknown, data: object) => Promise<unknown>;
  readonly turn: FaultTurn | undefined;
}): Faults {
  const { canFail, configure, turn } = deps;
  let isSet = false;
  return {
    async fail({ times, blockTimeMS, ...fault }) {
      if (!canFail) throw new Error('this server has no faults: skip the test where `canFail` is false');
      await turn?.take();
      // Before it is configured: a command whose answer was lost may have set it.
      isSet = true;
      const block = blockTimeMS === undefined ? {} : { blockConnection: true, blockTimeMS };
      await configure(times === undefined ? 'alwaysOn' : { times }, { ...fault, ...block });
    },
    async mend() {
      if (!isSet) return;
      isSet = false;
      try {
        await configure('off', {});
      } finally {
        await turn?.give();
      }
    },
  };
}
