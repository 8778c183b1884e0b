import { AsyncLocalStorage } from 'node:async_hooks';
import { mongo } from 'mongoose';

/** What stands around each command that a piece of work sends to the database. */
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

/** Lets every command of this file's driver pass by, once; work that nobody watches goes on as before. */
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
  // Outside of the watch, since one method of the driver may call another.
  return watcher === undefined ? command() : watcher(name, () => around.exit(command));
}

/**
 * Runs work, and `watcher` around each command that it sends to the database, on whatever connection: the seam at which a
 * process dies, or at which somebody else's work lands. What the watcher starts is watched by nobody, unless it says so.
 */
export function aroundCommands<T>(watcher: AroundCommand, work: () => Promise<T>): Promise<T> {
  install();
  return around.run(watcher, work);
}

/** One moment in the commands of a piece of work. */
export interface CommandMoment {
  /** From 1 on. */
  readonly command: number;
  readonly when: 'before' | 'after';
}

/** Runs work, and `act` at one moment of its commands. */
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
