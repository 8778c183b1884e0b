import os from 'node:os';
import { createRequire } from 'node:module';

interface RuntimeAdapters {
  resolveRuntimeAdapters: (options: { runtimeAdapters?: { os?: typeof os } }) => Promise<{ os: typeof os }>;
}

/**
 * Lets clients tell the server their `appName` under jest. The driver loads `os` by `import()`, which jest refuses unless it is
 * started with a flag of Node; the driver then silently sends no metadata at all, and a fault cannot be bound to a client.
 */
export const nameClientsInJest = (): void => {
  const requireFromMongoose = createRequire(require.resolve('mongoose'));
  const file = requireFromMongoose.resolve('mongodb/lib/runtime_adapters');
  // By jest's own require, so that it is the module that the driver of this test file uses.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const adapters = require(file) as RuntimeAdapters;
  adapters.resolveRuntimeAdapters = async ({ runtimeAdapters }) => ({ os: runtimeAdapters?.os ?? os });
};
