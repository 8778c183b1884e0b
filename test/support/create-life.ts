import { aroundCommands, type CommandMoment } from './at-command';

/** Thrown to the work of a process that is no more, at the first thing that it wants to do. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** A moment at which something happens in the middle of a piece of work. */
export interface Interruption extends CommandMoment {
  readonly act: () => Promise<unknown>;
}

/** The life of one process: once it is killed, none of its work reaches the database any more. */
export interface Life {
  readonly isOver: () => boolean;
  /** SIGKILL. What is under way stops at its next step. */
  readonly end: () => void;
  /**
   * Runs work of this process; where it is interrupted, `act` runs just before or after that command of the work.
   *
   * @throws Killed where the process is dead, or dies of it
   */
  readonly run: <T>(work: () => Promise<T>, interruption?: Interruption) => Promise<T>;
}

/** Begins a life. */
export function createLife(): Life {
  let isOver = false;
  const step = () => {
    if (isOver) throw new Killed();
  };
  return {
    isOver: () => isOver,
    end: () => (isOver = true),
    async run(work, interruption) {
      step();
      let count = 0;
      const result = await aroundCommands(async (_name, command) => {
        count += 1;
        const isNow = count === interruption?.command;
        step();
        if (isNow && interruption?.when === 'before') await interruption.act();
        step();
        const answer = await command();
        if (isNow && interruption?.when === 'after') await interruption.act();
        step();
        return answer;
      }, work);
      step();
      return result;
    },
  };
}
