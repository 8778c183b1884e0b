import { buildServers } from './build-servers';
import { onEngines } from './on-engines';
import { printTable } from './print-table';
import { median } from './quantile';
import { readOptions } from './read-options';
import { startWorld, stopProcesses, type World } from './start-processes';
import { countCalls } from './verify/count-calls';
import { measureDelivery } from './verify/delivery-cost';
import { measureRound, type Round } from './verify/measure-round';
import { profileRound } from './verify/profile-round';
import { measureDatabaseTime, measureOwnTime } from './verify/own-time';
import { figure, printRatios, printRounds, type Rounds } from './verify/print-rounds';
import { startSubjects, type Subject, type SubjectName } from './verify/subjects';

/**
 * `npm run bench`: what a verified payment costs the built service, beside the floor of its stack, a bare program of
 * node:http and driver, and the guide's sample. Rounds alternate, so that whatever else the machine does meets all four.
 */
const OPTIONS = {
  engines: ['stand-in,secantus', 'databases, as DATABASE_ENGINE names them'],
  rounds: [5, 'rounds of each server'],
  payments: [1_000, 'payments a round'],
  'warm-up': [5_000, 'payments of each server before the rounds, so that its code is compiled for what it does most'],
  connections: [50, 'connections that are busy all the time'],
  'upstream-ms': [20, 'how long i’mport takes over each answer'],
  profile: [false, 'also prints where the CPU of service and floor goes; the profiles are kept'],
  'rate-seconds': [10, 'how long own times are measured at half the capacity'],
  'max-cpu-to-floor': [null, 'goal: CPU of a payment, the floor being 1'],
  'min-rate-to-floor': [null, 'goal: payments a second, the floor being 1; until answers and until events'],
  'min-rate-to-sample': [null, 'goal: payments a second, the guide’s sample being 1'],
  'max-own-ms': [null, 'goal: own time at p99 less the database’s'],
  'max-calls': [null, 'goal: calls to i’mport for callback and webhook of a payment'],
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

/**
 * Each server once in each round, and another one first each time. Before that each is warmed up: after the first thousand
 * payments, most of its code still runs unoptimized, and the server with more code would count as slower than it stays.
 */
async function measureRounds(world: World, subjects: readonly Subject[], options: Options): Promise<Rounds> {
  const { connections } = options;
  for (const subject of subjects) await measureRound(world, subject, { payments: options['warm-up'], connections });
  const rounds: Record<SubjectName, Round[]> = { service: [], floor: [], bare: [], sample: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    for (let turn = 0; turn < subjects.length; turn += 1) {
      const subject = subjects[(round + turn) % subjects.length];
      if (subject === undefined) continue;
      rounds[subject.name].push(await measureRound(world, subject, options));
    }
  }
  return rounds;
}

/** Own times of service and floor at half of what the service can do, and the database's alone. */
async function printOwnTimes(world: World, [service, floor]: readonly Subject[], capacity: number, seconds: number) {
  if (service === undefined || floor === undefined) throw new Error('no servers');
  const load = { perSecond: capacity / 2, seconds };
  const own = await measureOwnTime(world, service, load);
  const ofFloor = await measureOwnTime(world, floor, load);
  const database = await measureDatabaseTime(world, load);
  const rows = Object.entries({ service: own, floor: ofFloor, 'database alone': database });
  const head = [`without i’mport, at ${load.perSecond.toFixed(0)} payments/s`, 'p50 ms', 'p99 ms'];
  printTable(
    head,
    rows.map(([name, { p50, p99 }]) => [name, p50.toFixed(1), p99.toFixed(1)]),
  );
  return own.p99 - database.p99;
}

/** @returns the goals that were missed */
async function measureOn(engine: string, options: Options): Promise<string[]> {
  const world = await startWorld(engine);
  await world.slow(options['upstream-ms']);
  const subjects = await startSubjects(world);
  const [service] = subjects;
  if (service === undefined) throw new Error('no service');
  const { connections, payments } = options;
  console.log(`\nnode ${process.version}, ${world.engine}, ${connections} connections`);
  console.log(`${payments} payments a round, after ${options['warm-up']} to warm up`);
  const calls = await countCalls(world, service);
  const rounds = await measureRounds(world, subjects, options);
  await printRounds(subjects, rounds);
  const ratios = printRatios(rounds);
  if (options.profile) for (const subject of subjects.slice(0, 2)) await profileRound(world, subject, options);
  const capacity = median(rounds.service.map(({ answered }) => answered));
  const ownMs = await printOwnTimes(world, subjects, capacity, options['rate-seconds']);
  const delivery = await measureDelivery(world, service, { payments: Math.min(payments, 500), connections });
  console.log(`one delivery of a backlog: ${delivery.cpuMs.toFixed(2)} ms of CPU, ${figure(delivery.perSecond)}/s`);
  console.log(`calls to i’mport: ${calls.callback} for a callback, ${calls.webhook} for the webhook after it`);
  await stopProcesses();

  const { floor, sample } = ratios;
  const goals = [
    ['CPU to the floor', 'at most', floor.cpuMs, options['max-cpu-to-floor']],
    ['rate to the floor', 'at least', Math.min(floor.answered, floor.delivered), options['min-rate-to-floor']],
    ['rate to the sample', 'at least', sample.answered, options['min-rate-to-sample']],
    ['own ms at p99 less the database’s', 'at most', ownMs, options['max-own-ms']],
    ['calls to i’mport', 'at most', calls.callback + calls.webhook, options['max-calls']],
  ] as const;
  return missed(goals).map((goal) => `${engine}: ${goal}`);
}

type Goal = readonly [name: string, bound: 'at most' | 'at least', value: number, goal: number | null];

const missed = (goals: readonly Goal[]): string[] =>
  goals
    .filter(([, bound, value, goal]) => goal !== null && !(bound === 'at most' ? value <= goal : value >= goal))
    .map(([name, bound, value, goal]) => `${name} is ${value.toFixed(2)}, to be ${bound} ${goal}`);

async function main(): Promise<void> {
  const options = readOptions('npm run bench', OPTIONS);
  await buildServers();
  await onEngines(options.engines, (engine) => measureOn(engine, options));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
