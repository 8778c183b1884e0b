import { buildWithoutMetrics } from './metrics/build-without-metrics';
import { startMeasured } from './measured-server';
import { onEngines } from './on-engines';
import { printTable } from './print-table';
import { median, quantile } from './quantile';
import { readOptions } from './read-options';
import { BUILT_SERVICE, startWorld, stopProcesses, type World } from './start-processes';
import { measureRound } from './verify/measure-round';
import { measuredSettings, type Subject } from './verify/subjects';

/**
 * `npm run bench:metrics`: what a verified payment costs the built service, and a build of it that measures nothing. The
 * rounds alternate. The one with metrics is scraped in each round.
 */
const OPTIONS = {
  engines: ['stand-in', 'databases, as DATABASE_ENGINE names them'],
  rounds: [16, 'rounds of each; two more to warm up are not counted'],
  payments: [1_000, 'payments a round'],
  connections: [50, 'connections that are busy all the time'],
  'upstream-ms': [20, 'how long i’mport takes over each answer'],
  'max-ratio': [null, 'goal: CPU of a payment with metrics, without them being 1'],
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

const WARM_UP = 2;
const QUARTILES = [0.25, 0.5, 0.75] as const;

interface Build {
  readonly subject: Subject;
  readonly isScraped: boolean;
}

async function startBuild(world: World, name: string, program: string, isScraped: boolean): Promise<Build> {
  const database = `bench_metrics_${name}`;
  // Makes the indexes.
  await world.seed(1, { database });
  const server = await startMeasured(program, measuredSettings(world, database), { hasReadyRoute: true });
  return { subject: { ...server, name: 'service', database, eventPath: `/${database}` }, isScraped };
}

/** CPU of a payment in milliseconds, its scrape included. */
async function measureCpu(world: World, { subject, isScraped }: Build, options: Options): Promise<number> {
  const before = (await subject.usage()).cpuMs;
  if (isScraped) await scrape(subject.url);
  const scrapeMs = (await subject.usage()).cpuMs - before;
  const { cpuMs } = await measureRound(world, subject, options);
  return cpuMs + scrapeMs / options.payments;
}

async function scrape(url: string): Promise<void> {
  const reply = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer bench-orders-key-0123456789' } });
  if (!(await reply.text()).includes('checkout_verifications_total')) throw new Error('the service has no metrics');
}

async function measureOn(engine: string, options: Options): Promise<string[]> {
  const world = await startWorld(engine);
  await world.slow(options['upstream-ms']);
  const withMetrics = await startBuild(world, 'with', BUILT_SERVICE, true);
  const without = await startBuild(world, 'without', await buildWithoutMetrics(), false);
  console.log(
    `\nnode ${process.version}, ${world.engine}, ${options.payments} payments a round, ${options.rounds} rounds`,
  );
  const rounds: { readonly with: number; readonly without: number }[] = [];
  for (let round = 0; round < options.rounds + WARM_UP; round += 1) {
    const order = round % 2 === 0 ? [withMetrics, without] : [without, withMetrics];
    const cpu = new Map<Build, number>();
    for (const build of order) cpu.set(build, await measureCpu(world, build, options));
    if (round >= WARM_UP) rounds.push({ with: cpu.get(withMetrics) ?? NaN, without: cpu.get(without) ?? NaN });
  }
  await stopProcesses();
  const ratio = printFigures(rounds);
  const goal = options['max-ratio'];
  return goal === null || ratio <= goal ? [] : [`${engine}: the ratio is ${ratio.toFixed(3)}, to be at most ${goal}`];
}

/** @returns the median of the rounds' ratios */
function printFigures(rounds: readonly { readonly with: number; readonly without: number }[]): number {
  const ratios = rounds.map((round) => round.with / round.without);
  const rowOf = (name: string, values: readonly number[]) => {
    return [name, ...QUARTILES.map((part) => quantile(values, part).toFixed(3))];
  };
  printTable(
    ['CPU ms a payment', 'quarter', 'median', 'three quarters'],
    [
      rowOf(
        'with metrics, scraped',
        rounds.map((round) => round.with),
      ),
      rowOf(
        'without metrics',
        rounds.map((round) => round.without),
      ),
      rowOf('ratio of a round', ratios),
    ],
  );
  return median(ratios);
}

async function main(): Promise<void> {
  const options = readOptions('npm run bench:metrics', OPTIONS);
  await onEngines(options.engines, (engine) => measureOn(engine, options));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
