import { AsyncLocalStorage } from 'node:async_hooks';
import { mongo } from 'mongoose';

/** Wraps each command that the work sends to the database. */
export type AroundCommand = <T>(name: string, command: () => Promise<T>) => Promise<T>;

const around = new AsyncLocalStorage<AroundCommand>();

const METHODS = [
  'findOne',
  'findOneAndUpdate',
  'updateOne',
  'updateMany',
  'insertOne',
  'insertMany',
  'bulkWrite',
] as const;
const CURSORS = ['find', 'aggregate'] as const;
let isInstalled = false;

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Patches the driver of this test file once. Commands outside a watch are sent unchanged. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const methods = mongo.Collection.prototype as unknown as Record<string, Method>;
  for (const name of METHODS) {
    const original = methods[name]!;
    methods[name] = function (...args) {
      return pass(name, async () => original.apply(this, args));
    };
  }
  for (const name of CURSORS) {
    const original = methods[name]!;
    methods[name] = function (...args) {
      const cursor = original.apply(this, args) as { toArray: () => Promise<unknown[]> };
      const toArray = cursor.toArray.bind(cursor);
      return Object.assign(cursor, { toArray: () => pass(name, toArray) });
    };
  }
}

function pass<T>(name: string, command: () => Promise<T>): Promise<T> {
  const watcher = around.getStore();
  // Runs outside the watch, since one method of the driver may call another.
  return watcher === undefined ? command() : watcher(name, () => around.exit(command));
}

/**
 * Runs work, with `watcher` around each command that it sends to the database, on any connection. There a test lets the
 * process die, or lets other work come between. By default, the watcher's own commands are not watched.
 */
export function aroundCommands<T>(watcher: AroundCommand, work: () => Promise<T>): Promise<T> {
  install();
  return around.run(watcher, work);
}

/** A moment of the commands of a piece of work. */
export interface CommandMoment {
  /** The number of the command, from 1. */
  readonly command: number;
  readonly when: 'before' | 'after';
}

/** Runs work, and runs `act` at one moment of its commands. */
export function atCommand<T>(moment: CommandMoment, act: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  let count = 0;
  return aroundCommands(async (_name, command) => {
    count += 1;
    const isNow = count === moment.command;
    if (isNow && moment.when === 'before') await around.exit(act);
    const result = await command();
    if (isNow && moment.when === 'after') await around.exit(act);
    return result;
  }, work);
}
