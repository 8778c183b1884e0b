import { startStandIn } from '../../../../sandbox/mongodb/stand-in/start-stand-in';

/** Behaves like the program `mongod` as far as mongodb-memory-server looks at it; the server is the stand-in. */
const run = async (): Promise<void> => {
  const [, , ...given] = process.argv;
  if (given.includes('--version')) {
    process.stdout.write('db version v8.2.6\n');
    return;
  }
  const port = Number(given[given.indexOf('--port') + 1]);
  const testCommands = given[given.indexOf('--setParameter') + 1];
  if (testCommands !== 'enableTestCommands=1') throw new Error('started without test commands');
  const { stop } = await startStandIn({ port });
  process.stdout.write('Waiting for connections\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
};

void run();
