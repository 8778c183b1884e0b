import type { FaultTurn } from './fault-turn';

/** A fault of the server, as MongoDB's `failCommand` makes it. */
export interface CommandFault {
  /** The names of the commands that fail: `find`, `update`, `insert`, ... */
  failCommands: string[];
  /** How often a command fails. @default until the fault is ended */
  times?: number;
  /** The error that the server answers instead of running the command. */
  errorCode?: number;
  /** Closes the connection instead of answering. */
  closeConnection?: boolean;
  /** How long the server waits first, in milliseconds. */
  blockTimeMS?: number;
}

/** The faults of one test file. */
export interface Faults {
  /**
   * Lets commands of clients with this `uri` fail, until the fault is used up or the test ends. Every server but the stand-in
   * has one fault at a time, so the call waits until no other test file has one.
   *
   * @throws Error at once where the server cannot make faults: such a test must be skipped
   */
  fail(fault: CommandFault): Promise<void>;
  /** Ends the fault, if there is one. */
  mend(): Promise<void>;
}

/**
 * Creates the faults of a test file.
 *
 * @param deps.configure sends `configureFailPoint`
 * @param deps.turn undefined where each test file has its own faults
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
      // Set before the command is sent: a command whose answer was lost may have made the fault.
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
