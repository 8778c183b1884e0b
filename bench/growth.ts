import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { withDatabaseName } from '../test/support/database-uri';
import { fillDatabase } from './growth/fill-database';
import { dayAgo } from './growth/list-requests';
import { ACTIONS, openSize, type Action, type Medians, type Size } from './growth/measure-size';
import { makeTemplates } from './growth/order-templates';
import { onEngines } from './on-engines';
import { printTable } from './print-table';
import { median } from './quantile';
import { readOptions } from './read-options';
import { startWorld, stopProcesses, type World } from './start-processes';

/**
 * `npm run bench:growth`: whether answers and passes take longer with a million orders than with a thousand, beside another
 * thousand, which shows the noise. Rounds alternate.
 */
const OPTIONS = {
  engines: ['', 'databases, as DATABASE_ENGINE names them (default: SecantusDB, and uri where MONGODB_URI is set)'],
  small: [1_000, 'orders of the small database, and of its twin'],
  large: [1_000_000, 'orders of the large one'],
  waiting: [100, 'orders that wait, of each of four kinds, in each database'],
  'waiting-percent': [0, 'so many percent of the orders wait instead, of each kind, where that is more'],
  'fill-batch': [200, 'orders in one insert'],
  'settle-s': [60, 'pause after the inserts: a server still writes them to its files'],
  rounds: [5, 'rounds of each; one more to warm up is not counted'],
  samples: [100, 'requests for one figure; lists and looks are a fifth of it'],
  'max-database-mb': [8_000, 'memory at which a database server of ours is ended, and the run with it'],
  'database-arguments': ['', 'further arguments for SecantusDB, such as "--cache-size 2G"'],
  'max-ratio': [null, 'goal: time with the large one, the small one being 1'],
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

const NAMES = ['small', 'twin', 'large'] as const;
type Name = (typeof NAMES)[number];
/** Long before the other orders, so that each database has as many on that day. */
const EXPORTED_DAYS_AGO = 60;
const EXPORTED = 100;
const databaseOf = (name: Name) => `bench_growth_${name}`;

async function openSizes(world: World, options: Options): Promise<Readonly<Record<Name, Size>>> {
  const templates = await makeTemplates(world);
  const day = dayAgo(EXPORTED_DAYS_AGO);
  const open = async (name: Name): Promise<Size> => {
    const orders = name === 'large' ? options.large : options.small;
    const waitingOfEach = Math.max(options.waiting, Math.round((orders * options['waiting-percent']) / 100));
    const uri = withDatabaseName(world.uri, databaseOf(name), 'bench');
    const exported = { orders: EXPORTED, from: new Date(`${day}T12:00:00+09:00`) };
    const plan = { orders, waitingOfEach, exported, batch: options['fill-batch'] };
    const keys = await fillDatabase(uri, plan, templates);
    return openSize(world, databaseOf(name), orders.toLocaleString('en'), { keys, day });
  };
  return { small: await open('small'), twin: await open('twin'), large: await open('large') };
}

async function measureRounds(sizes: Readonly<Record<Name, Size>>, { rounds, samples }: Options) {
  const figures: Record<Name, Medians[]> = { small: [], twin: [], large: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < NAMES.length; turn += 1) {
      const name = NAMES[(round + turn) % NAMES.length] ?? 'small';
      const medians = await sizes[name].measure(samples);
      if (round > 0) figures[name].push(medians);
    }
  }
  return figures;
}

/** @returns the actions' times with the large one, the small one being 1: medians of the rounds */
async function printFigures(
  sizes: Readonly<Record<Name, Size>>,
  figures: Readonly<Record<Name, readonly Medians[]>>,
): Promise<Readonly<Record<Action, number>>> {
  const actions = Object.keys(ACTIONS) as Action[];
  const ratio = (name: Name, action: Action) =>
    median(figures[name].map((medians, round) => medians[action] / (figures.small[round]?.[action] ?? Number.NaN)));
  // Of the small one: to explain a query, SecantusDB reads the whole collection into memory.
  const indexes = await sizes.small.explain();
  const rows = actions.map((action) => {
    const p50 = (name: Name) => median(figures[name].map((medians) => medians[action])).toFixed(2);
    const ratios = [ratio('twin', action).toFixed(2), ratio('large', action).toFixed(2)];
    return [ACTIONS[action], p50('small'), p50('large'), ...ratios, indexes[action]];
  });
  const { small, large } = sizes;
  const head = [
    'p50 ms',
    small.label,
    large.label,
    `${small.label} twice`,
    `${large.label} to ${small.label}`,
    'index',
  ];
  printTable(head, rows);
  return Object.fromEntries(actions.map((action) => [action, ratio('large', action)])) as Record<Action, number>;
}

async function measureOn(engine: string, options: Options): Promise<string[]> {
  process.env['BENCH_DATABASE_ARGUMENTS'] = options['database-arguments'];
  const world = await startWorld(engine, options['max-database-mb']);
  console.log(`\nnode ${process.version}, ${world.engine}, ${options.rounds} rounds of ${options.samples} requests`);
  const sizes = await openSizes(world, options);
  await sleep(options['settle-s'] * 1000);
  const ratios = await printFigures(sizes, await measureRounds(sizes, options));
  console.log(await sizes.small.fullOrder(20));
  await Promise.all(NAMES.map((name) => sizes[name].stop()));
  await dropDatabases(world);
  await stopProcesses();
  const { 'max-ratio': max } = options;
  if (max === null) return [];
  const missed = (Object.keys(ACTIONS) as Action[]).filter((action) => !(ratios[action] <= max));
  return missed.map((action) => `${engine}: ${ACTIONS[action]}: ${ratios[action].toFixed(2)}, to be at most ${max}`);
}

/** A server that outlives the run keeps nothing of it. */
async function dropDatabases(world: World): Promise<void> {
  const client = await mongo.MongoClient.connect(world.uri);
  for (const name of NAMES) await client.db(databaseOf(name)).dropDatabase();
  await client.close();
}

const defaultEngines = () => (process.env['MONGODB_URI'] ? 'secantus,uri' : 'secantus');

async function main(): Promise<void> {
  const options = readOptions('npm run bench:growth', OPTIONS);
  await onEngines(options.engines || defaultEngines(), (engine) => measureOn(engine, options));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  // After a fault, connections to a database that is gone would keep the process alive.
  .finally(() => stopProcesses().then(() => process.exit()));
