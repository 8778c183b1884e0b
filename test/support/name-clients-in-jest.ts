import os from 'node:os';
import { createRequire } from 'node:module';

interface RuntimeAdapters {
  resolveRuntimeAdapters: (options: { runtimeAdapters?: { os?: typeof os } }) => Promise<{ os: typeof os }>;
}

/**
 * Lets clients send their `appName` to the server under jest. The driver loads `os` by `import()`, which jest refuses without a
 * flag of Node. The driver then silently sends no metadata, and a fault cannot find its client.
 */
export const nameClientsInJest = (): void => {
  const requireFromMongoose = createRequire(require.resolve('mongoose'));
  const file = requireFromMongoose.resolve('mongodb/lib/runtime_adapters');
  // Uses jest's require, to get the module instance of this test file's driver.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const adapters = require(file) as RuntimeAdapters;
  adapters.resolveRuntimeAdapters = async ({ runtimeAdapters }) => ({ os: runtimeAdapters?.os ?? os });
};
