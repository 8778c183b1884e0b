import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withDatabaseName } from '../sandbox/demo/with-database-name';
import { openArena } from './arena';
import { createRandom } from './create-random';
import { exitWith } from './exit-with';
import { printResult } from './print-result';
import { runChaos } from './run-chaos';
import { killDatabase, killInstances } from './troubles';
import { CRASH_ENGINES, startCrashDatabase, type CrashEngine } from './start-crash-database';

const HELP = `npm run chaos -- [--payments 1000] [--kills 50] [--database-kills 5] [--engine auto|mongod|secantus] [--seed N]`;
const CONVERGE_LIMIT_MS = 5 * 60_000;
const print = (line: string) => console.log(line);

function readOptions() {
  const { values } = parseArgs({
    options: {
      payments: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '50' },
      'database-kills': { type: 'string', default: '5' },
      engine: { type: 'string', default: 'auto' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    },
  });
  const count = (name: 'payments' | 'kills' | 'database-kills' | 'seed') => {
    if (/^\d{1,10}$/.test(values[name])) return Number(values[name]);
    throw new Error(`--${name} must be a whole number\n${HELP}`);
  };
  const engine = values.engine as CrashEngine;
  if (!CRASH_ENGINES.includes(engine)) throw new Error(`--engine must be one of ${CRASH_ENGINES.join(', ')}\n${HELP}`);
  const counts = { payments: count('payments'), kills: count('kills'), databaseKills: count('database-kills') };
  return { ...counts, seed: count('seed'), engine };
}

async function main(): Promise<boolean> {
  const { seed, engine, payments, kills, databaseKills } = readOptions();
  const database = await startCrashDatabase(engine, process.env);
  try {
    print(`seed ${seed}, ${database.engine} (${database.version}), two instances of the built service`);
    const uri = withDatabaseName(database.uri, 'checkout_chaos');
    const serviceArgs = ['--enable-source-maps', join(__dirname, '..', 'dist', 'main.js')];
    const arena = await openArena({ serviceUri: uri, directUri: uri, serviceArgs, random: createRandom(seed) });
    try {
      const troubles = [killInstances(arena, kills), killDatabase(database, arena, databaseKills)];
      const limits = { convergeLimitMs: CONVERGE_LIMIT_MS, onProgress: print };
      const result = await runChaos(arena, { payments, troubles, ...limits });
      print(`${kills} SIGKILLs of an instance, ${databaseKills} of the database`);
      return printResult(result, print);
    } finally {
      await arena.close();
    }
  } finally {
    await database.stop();
  }
}

exitWith(main);
