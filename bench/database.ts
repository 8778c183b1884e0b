import { readFile } from 'node:fs/promises';
import type { Database } from '../sandbox/mongodb/database';
import { startDatabase } from '../sandbox/mongodb/start-database';

const LOOK_MS = 500;

/** The database of a bench, as a process of its own; the stand-in would else share its thread with the sandbox. */
async function main(): Promise<void> {
  const { BENCH_DATABASE_ARGUMENTS: further = '' } = process.env;
  const serverArguments = further.split(' ').filter(Boolean);
  const database = await startDatabase({ env: process.env, log: () => undefined, serverArguments });
  const stop = () => void database.stop().finally(() => process.exit(0));
  process.on('message', stop);
  process.on('disconnect', stop);
  const { BENCH_MAX_DATABASE_MB: maxMb } = process.env;
  if (maxMb !== undefined) endAbove(Number(maxMb), database);
  process.send?.({ ready: { uri: database.uri, engine: `${database.engine} ${database.version}` } });
}

/** Ends a server of ours before it takes the machine's memory. Looks where Linux tells it; elsewhere it does nothing. */
function endAbove(maxMb: number, { process: server, stop, engine }: Database): void {
  const timer = setInterval(() => {
    void residentMb(server?.pid).then(async (mb) => {
      if (mb <= maxMb) return;
      clearInterval(timer);
      console.error(`${engine} held ${mb.toFixed(0)} MB, more than the ${maxMb} MB allowed, and was ended`);
      await stop();
      process.exit(1);
    });
  }, LOOK_MS);
}

async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

void main();
