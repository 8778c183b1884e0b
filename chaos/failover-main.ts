import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withDatabaseName } from '../sandbox/demo/with-database-name';
import { openArena } from './arena';
import { createRandom } from './create-random';
import { exitWith } from './exit-with';
import { badLine, failingCommands, killedPrimary, stepDowns, type FailoverPart } from './failover-parts';
import { printResult, seconds } from './print-result';
import { runChaos } from './run-chaos';
import { startFailoverDatabase, type FailoverDatabase } from './start-failover-database';
import { startToxiproxy, TOXIPROXY_MISSING } from './start-toxiproxy';
import { watchGaps } from './watch-gaps';

const CONVERGE_LIMIT_MS = 5 * 60_000;
/** What the service may add to the time that the database is away. */
const RECOVERY_MS = 3_000;
const print = (line: string) => console.log(line);

async function runPart(part: FailoverPart, uri: string, payments: number, seed: number): Promise<boolean> {
  const name = `checkout_failover_${randomInt(1e9)}`;
  const directUri = withDatabaseName(uri, name);
  const line = part.host === undefined ? uri : `mongodb://${part.host}/?directConnection=true`;
  const serviceArgs = ['--enable-source-maps', join(__dirname, '..', 'dist', 'main.js')];
  const uris = { serviceUri: withDatabaseName(line, name), directUri };
  // An order is accepted by one write then, and not by a second one that may fail without harm; and nobody looks after
  // the thousands that only ask whether it is.
  const settings = { PREPARE_AMOUNTS: 'off', RECONCILE: 'off' };
  const arena = await openArena({ ...uris, serviceArgs, settings, random: createRandom(seed) });
  try {
    const watch = watchGaps(arena);
    let gapMs = 0;
    const result = await runChaos(arena, {
      payments,
      troubles: part.troubles(arena),
      convergeLimitMs: CONVERGE_LIMIT_MS,
      afterTrouble: async () => void (gapMs = watch.end()),
      onProgress: () => undefined,
    });
    const limitMs = part.awayMs + RECOVERY_MS;
    const isServed = gapMs <= limitMs;
    print(
      `longest time without an accepted request: ${seconds(gapMs)}, may be ${seconds(limitMs)}${isServed ? '' : ' ✗'}`,
    );
    return printResult(result, print) && isServed;
  } finally {
    await arena.close();
    await part.end?.();
  }
}

/** Each part, or why it cannot run here; null where the question does not arise. */
const PARTS: readonly ((database: FailoverDatabase) => Promise<FailoverPart | string | null>)[] = [
  async (database) => stepDowns(database),
  async (database) =>
    database.canFail
      ? failingCommands(database)
      : 'failing commands: this server has no failCommand (secantusd-py has)',
  async ({ uri, killPrimary }) => {
    if (killPrimary !== null) return 'Toxiproxy: its way leads to one server';
    const line = await startToxiproxy(process.env, new URL(uri).host);
    return line === null ? `Toxiproxy: ${TOXIPROXY_MISSING}` : badLine(line);
  },
  async ({ killPrimary }) => killPrimary && killedPrimary(killPrimary),
];

/** Runs each part that can run here, and names each that cannot. */
async function runAll(isReplicaSet: boolean, payments: number, seed: number): Promise<boolean> {
  let isGood = true;
  for (const open of PARTS) {
    // A database of its own: what one part leaves behind would slow the next one down.
    const database = await startFailoverDatabase(process.env, isReplicaSet);
    try {
      const part = await open(database);
      if (typeof part === 'string') print(`\n=== NOT RUN: ${part}`);
      if (part === null || typeof part === 'string') continue;
      print(`\n=== ${part.name}, on ${database.name}`);
      isGood = (await runPart(part, database.uri, payments, seed)) && isGood;
    } finally {
      await database.stop();
    }
  }
  return isGood;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      payments: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      'replica-set': { type: 'boolean', default: false },
    },
  });
  print(`seed ${values.seed}, two instances of the built service`);
  return runAll(values['replica-set'], Number(values.payments), Number(values.seed));
}

exitWith(main);
