import type { CommandDefinition } from '../command-context';
import { CommandError } from '../command-error';
import { parseFailPointChange } from '../fail-point';

const configureFailPoint: CommandDefinition = {
  fields: ['mode', 'data'],
  adminOnly: true,
  run: (command, { failPoint }) => {
    if (command['configureFailPoint'] !== 'failCommand') {
      throw new CommandError('BadValue', "the stand-in has no other fail point than 'failCommand'");
    }
    const count = failPoint.timesEntered;
    const change = parseFailPointChange(command);
    if ('set' in change) failPoint.set(change.set);
    else failPoint.clear(change.clear);
    return { fields: { count } };
  },
};

/** Faults that a test asks for through its client, from whatever process. */
export const faultCommands: Record<string, CommandDefinition> = { configureFailPoint };
