import { startDatabase } from '../sandbox/mongodb/start-database';

/** The database of a bench, as a process of its own; the stand-in would else share its thread with the sandbox. */
async function main(): Promise<void> {
  const database = await startDatabase({ env: process.env, log: () => undefined });
  const stop = () => void database.stop().finally(() => process.exit(0));
  process.on('message', stop);
  process.on('disconnect', stop);
  process.send?.({ ready: { uri: database.uri, engine: `${database.engine} ${database.version}` } });
}

void main();
