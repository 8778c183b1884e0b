import { aroundCommands, type CommandMoment } from './at-command';

/** Thrown to the work of a killed process at its next command. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** An action at one moment of the work. */
export interface Interruption extends CommandMoment {
  readonly act: () => Promise<unknown>;
}

/** Stands for one process. After the kill, none of its work reaches the database. */
export interface Life {
  readonly isOver: () => boolean;
  /** Stands for SIGKILL: the work under way stops at its next command. */
  readonly end: () => void;
  /**
   * Runs work of this process. Where it is interrupted, `act` runs just before or after that command.
   *
   * @throws Killed where the process is dead, or is killed during the work
   */
  readonly run: <T>(work: () => Promise<T>, interruption?: Interruption) => Promise<T>;
}

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
