import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../sandbox/mongodb/engines/free-port';
import { builtServer, buildServers } from './build-servers';
import { onEngines } from './on-engines';
import { printTable } from './print-table';
import { median } from './quantile';
import { readOptions } from './read-options';
import { BUILT_SERVICE, startProcess, startWorld, stopProcesses } from './start-processes';
import { measuredSettings } from './verify/subjects';

/**
 * `npm run bench:start`: the time from the start of `node dist/main.js` to the first 200 of `GET /readyz`, beside the floor of
 * its stack, which is ready when it has made sure of its index and can read an order. Both have the same compile cache, where
 * Node has one: the start that is not counted fills it, because Node writes it at the end of a process that ends by itself.
 */
const OPTIONS = {
  engines: ['stand-in,secantus', 'databases, as DATABASE_ENGINE names them'],
  runs: [5, 'starts of each; one more, which builds the indexes and fills the compile cache, is not counted'],
  'max-ratio': [null, 'goal: time of the service, the floor being 1'],
} as const;

const PROGRAMS = { service: BUILT_SERVICE, floor: builtServer('stack-floor') } as const;
type Name = keyof typeof PROGRAMS;
/** The service has it without this, in a directory of its own. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(__dirname, '..', 'node_modules', '.cache', 'bench', 'compile-cache') };
const POLL_MS = 5;
const MAX_MS = 60_000;

/** @returns milliseconds. @throws Error where it ends, or is not ready within a minute */
async function measureStart(program: string, env: Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const settings = { LOG_LEVEL: 'warn', ...COMPILE_CACHE, ...env, PORT: String(port) };
  const child = startProcess([program], settings, ['ignore', 'ignore', 'inherit']);
  while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    if (performance.now() - startedAt > MAX_MS) throw new Error(`${program} is not ready`);
    await sleep(POLL_MS);
  }
  const readyMs = performance.now() - startedAt;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return readyMs;
}

function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = get(url, { agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 200);
    });
    asking.on('error', () => resolve(false));
  });
}

/** @returns the time of the service, the floor being 1 */
async function measureOn(engine: string, runs: number): Promise<number> {
  const world = await startWorld(engine);
  const times: Record<Name, number[]> = { service: [], floor: [] };
  const names = ['service', 'floor'] as const;
  for (let run = 0; run <= runs; run += 1) {
    for (const name of run % 2 === 0 ? names : names.toReversed()) {
      const ms = await measureStart(PROGRAMS[name], measuredSettings(world, `bench_start_${name}`));
      if (run > 0) times[name].push(ms);
    }
  }
  await stopProcesses();
  console.log(`\nnode ${process.version}, ${world.engine}, ${runs} starts of each`);
  const rows = names.map((name) => [
    name,
    ...[median(times[name]), Math.min(...times[name]), Math.max(...times[name])].map((ms) => `${ms.toFixed(0)} ms`),
  ]);
  printTable(['ready after', 'median', 'least', 'most'], rows);
  const ratio = median(times.service) / median(times.floor);
  console.log(`service to floor: ${ratio.toFixed(2)}`);
  return ratio;
}

async function main(): Promise<void> {
  const { engines, runs, 'max-ratio': maxRatio } = readOptions('npm run bench:start', OPTIONS);
  await buildServers();
  await onEngines(engines, async (engine) => {
    const ratio = await measureOn(engine, runs);
    if (maxRatio === null || ratio <= maxRatio) return [];
    return [`${engine}: ${ratio.toFixed(2)}, to be at most ${maxRatio}`];
  });
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
