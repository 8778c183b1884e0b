import { resolve } from 'node:path';
import { makeDemoKeys } from '../sandbox/demo/demo-keys';
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
 * `npm run bench:compare`: what a verified payment costs the built service, and the same service without its metrics,
 * without its desk, or as an earlier revision built it. The rounds alternate. Where metrics are compared, the one that has
 * them is scraped in each round.
 */
const OPTIONS = {
  without: ['metrics', 'metrics, desk, or the path of dist/main.js of another revision'],
  engines: ['stand-in', 'databases, as DATABASE_ENGINE names them'],
  rounds: [16, 'rounds of each; two more to warm up are not counted'],
  payments: [1_000, 'payments a round'],
  connections: [50, 'connections that are busy all the time'],
  'upstream-ms': [20, 'how long i’mport takes over each answer'],
  'max-ratio': [null, 'goal: CPU of a payment of the service, that of the other being 1'],
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

const WARM_UP = 2;
const QUARTILES = [0.25, 0.5, 0.75] as const;

interface Build {
  readonly subject: Subject;
  readonly isScraped: boolean;
}

interface BuildSpec {
  readonly program: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly isScraped?: boolean;
}

/** The service as it is, and the one that is compared with it. */
async function specsOf(without: string, keysFile: string): Promise<readonly [BuildSpec, BuildSpec]> {
  const withDesk: BuildSpec = { program: BUILT_SERVICE, settings: { DESK: 'on', OPERATOR_KEYS_FILE: keysFile } };
  switch (without) {
    case 'metrics':
      return [{ program: BUILT_SERVICE, isScraped: true }, { program: await buildWithoutMetrics() }];
    case 'desk':
      return [withDesk, { program: BUILT_SERVICE }];
    default:
      return [withDesk, { program: resolve(without) }];
  }
}

async function startBuild(world: World, name: string, spec: BuildSpec): Promise<Build> {
  const database = `bench_compare_${name}`;
  // Makes the indexes.
  await world.seed(1, { database });
  const settings = { ...measuredSettings(world, database), ...spec.settings };
  const server = await startMeasured(spec.program, settings, { hasReadyRoute: true });
  const subject: Subject = { ...server, name: 'service', database, eventPath: `/${database}` };
  return { subject, isScraped: spec.isScraped ?? false };
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
  const keys = await makeDemoKeys();
  const [spec, otherSpec] = await specsOf(options.without, keys.file);
  const service = await startBuild(world, 'service', spec);
  const other = await startBuild(world, 'other', otherSpec);
  await keys.remove();
  console.log(
    `\nnode ${process.version}, ${world.engine}, ${options.payments} payments a round, ${options.rounds} rounds`,
  );
  const rounds: Round[] = [];
  for (let round = 0; round < options.rounds + WARM_UP; round += 1) {
    const order = round % 2 === 0 ? [service, other] : [other, service];
    const cpu = new Map<Build, number>();
    for (const build of order) cpu.set(build, await measureCpu(world, build, options));
    if (round >= WARM_UP) rounds.push({ service: cpu.get(service) ?? NaN, other: cpu.get(other) ?? NaN });
  }
  await stopProcesses();
  const ratio = printFigures(rounds, options.without);
  const goal = options['max-ratio'];
  return goal === null || ratio <= goal ? [] : [`${engine}: the ratio is ${ratio.toFixed(3)}, to be at most ${goal}`];
}

/** CPU of a payment in milliseconds. */
interface Round {
  readonly service: number;
  readonly other: number;
}

/** @returns the median of the rounds' ratios */
function printFigures(rounds: readonly Round[], without: string): number {
  const ratios = rounds.map((round) => round.service / round.other);
  const rowOf = (name: string, values: readonly number[]) => {
    return [name, ...QUARTILES.map((part) => quantile(values, part).toFixed(3))];
  };
  const service = rounds.map((round) => round.service);
  const other = rounds.map((round) => round.other);
  printTable(
    ['CPU ms a payment', 'quarter', 'median', 'three quarters'],
    [rowOf('service', service), rowOf(`without: ${without}`, other), rowOf('ratio of a round', ratios)],
  );
  return median(ratios);
}

async function main(): Promise<void> {
  const options = readOptions('npm run bench:compare', OPTIONS);
  await onEngines(options.engines, (engine) => measureOn(engine, options));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
