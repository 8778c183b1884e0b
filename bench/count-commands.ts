import { mongo } from 'mongoose';

/** What the driver of this process was asked for. */
export interface CommandCounts {
  readonly reads: number;
  readonly writes: number;
}

/** Methods that others go through are counted once: findOne asks find, insertMany asks bulkWrite. */
const KINDS = {
  find: 'reads',
  aggregate: 'reads',
  insertOne: 'writes',
  updateOne: 'writes',
  updateMany: 'writes',
  deleteOne: 'writes',
  deleteMany: 'writes',
  replaceOne: 'writes',
  findOneAndUpdate: 'writes',
  bulkWrite: 'writes',
} as const;

/** Counts reads and writes on every connection of this process from now on. */
export function countCommands(): { readonly reset: () => void; readonly read: () => CommandCounts } {
  const counts = { reads: 0, writes: 0 };
  const methods = mongo.Collection.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [name, kind] of Object.entries(KINDS)) {
    const original = methods[name];
    if (original === undefined) throw new Error(`the driver has no ${name}`);
    methods[name] = function (this: unknown, ...args) {
      counts[kind] += 1;
      return original.apply(this, args);
    };
  }
  return {
    reset: () => Object.assign(counts, { reads: 0, writes: 0 }),
    read: () => ({ ...counts }),
  };
}
