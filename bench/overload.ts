import { setTimeout as sleep } from 'node:timers/promises';
import { allWaits, printMemory, printWaits } from './overload/print-figures';
import { createTraffic, HONEST_SHARE, lastReports, LOW_AMOUNT_SHARE, type Pools } from './overload/report-kinds';
import { createReportSender, type ReportSender } from './overload/report-sender';
import { startBuiltService } from './overload/start-built-service';
import { watchMemory } from './overload/watch-memory';
import { quantile } from './quantile';
import { startWorld, stopProcesses, type Differences, type Ids, type World } from './start-processes';

/**
 * `npm run bench:overload`: i'mport slows down from 20 ms to 5 s under three times the load that the built service can
 * sustain, honest and forged reports mixed. Ends with 1 where a promise is broken. `-- --seconds 10` is a shorter one.
 */
const QUICK_MS = 20;
const SLOW_MS = 5_000;
const OVERLOAD = 3;
const BEFORE_S = 5;
const AFTER_S = 5;
const CALIBRATION_S = 5;
const CALIBRATION_AT_ONCE = 32;
/** More than that a second is not reached on any machine of today. */
const CALIBRATION_SEED = 1_000;
const TICK_MS = 10;
const ATTACKED = 20;
const SETTLED = 200;
const HEAP_MB = 256;
const MAX_RSS_MB = 400;
/** Who is turned away once more after the load comes again 48 s later at the most: there is time for three such turns. */
const MAX_DRAIN_S = 150;
const HONEST = ['honestWebhook', 'honestCallback', 'lowAmount'] as const;

function slowSeconds(): number {
  const at = process.argv.indexOf('--seconds');
  return at === -1 ? 30 : Number(process.argv[at + 1]);
}

async function seedPools(
  world: World,
  reports: number,
  attacked: readonly Ids[],
  settled: readonly Ids[],
): Promise<Pools> {
  const honest = await world.seed(Math.ceil(reports * HONEST_SHARE));
  const lowAmount = await world.seed(Math.ceil(reports * LOW_AMOUNT_SHARE), { amount: 100 });
  return { honest, lowAmount, attacked, settled };
}

/** Requests a second that are answered when so many are under way at once and i'mport is quick. */
async function findSustainableRate(sender: ReportSender, pools: Pools): Promise<number> {
  const deal = createTraffic(pools);
  const startedAt = performance.now();
  let answered = 0;
  const sendOn = async () => {
    while (performance.now() - startedAt < CALIBRATION_S * 1000) {
      const report = deal();
      if (report === null) return;
      await sender.send(report);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CALIBRATION_AT_ONCE }, sendOn));
  return answered / ((performance.now() - startedAt) / 1000);
}

/** Sends at a rate of its own, however long the answers take. */
async function sendAtRate(sender: ReportSender, deal: ReturnType<typeof createTraffic>, rate: number, forS: number) {
  const startedAt = performance.now();
  let sent = 0;
  for (;;) {
    const elapsedS = (performance.now() - startedAt) / 1000;
    if (elapsedS >= forS) return;
    for (; sent < elapsedS * rate; sent += 1) {
      const report = deal();
      if (report !== null) void sender.send(report);
    }
    await sleep(TICK_MS);
  }
}

async function untilHonestAreAnswered(sender: ReportSender): Promise<void> {
  const endMs = performance.now() + MAX_DRAIN_S * 1000;
  while (performance.now() < endMs && sender.open(HONEST) > 0) await sleep(200);
}

function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

async function main(): Promise<void> {
  const slowS = slowSeconds();
  const world = await startWorld();
  await world.slow(QUICK_MS);
  const { url, child } = await startBuiltService(world, HEAP_MB);
  const memory = watchMemory(child);
  say(`node ${process.version}, ${world.engine}, heap of the service limited to ${HEAP_MB} MB`);

  const settled = await world.seed(SETTLED);
  const rehearsal = createReportSender(url);
  for (const report of lastReports(settled)) await rehearsal.send(report);
  const first = await seedPools(world, CALIBRATION_S * CALIBRATION_SEED, await world.seed(ATTACKED), settled);
  const sustainable = await findSustainableRate(rehearsal, first);
  await untilHonestAreAnswered(rehearsal);
  rehearsal.close();
  say(`sustainable: ${sustainable.toFixed(0)} reports/s (${CALIBRATION_AT_ONCE} at once, i'mport at ${QUICK_MS} ms)`);

  const rate = sustainable * OVERLOAD;
  const attacked = await world.seed(ATTACKED);
  const pools = await seedPools(world, rate * (BEFORE_S + slowS + AFTER_S), attacked, settled);
  const sender = createReportSender(url);
  const deal = createTraffic(pools);
  say(
    `load: ${rate.toFixed(0)} reports/s, of which ${((2 * HONEST_SHARE + LOW_AMOUNT_SHARE) * 100).toFixed(0)} % honest`,
  );
  await sendAtRate(sender, deal, rate, BEFORE_S);
  await world.slow(SLOW_MS);
  say(`i'mport takes ${SLOW_MS} ms from now on, for ${slowS} s`);
  await sendAtRate(sender, deal, rate, slowS);
  await world.slow(QUICK_MS);
  say(`i'mport takes ${QUICK_MS} ms again`);
  await sendAtRate(sender, deal, rate, AFTER_S);
  say('the load ends: forgers give up, everybody else who was told to come again comes again');
  sender.giveUp(['randomIdWaiting', 'randomIdSettled', 'unknownOrder']);
  lastReports(attacked).forEach((report) => void sender.send(report));
  await untilHonestAreAnswered(sender);
  const answeredAll = sender.open(HONEST) === 0;
  sender.close();
  const late = (await world.compare()).wrong;
  say(`orders that nobody has reported yet, to be reported once more, as reconciling would: ${late.length}`);
  await reportAgain(url, [first, pools], new Set(late));

  printMemory(memory);
  printWaits(sender);
  const differences = await world.compare();
  say(`orders compared with i'mport's truth: ${differences.orders}`);
  judge(sender, {
    answeredAll,
    exitCode: child.exitCode,
    rssMb: Math.max(...memory.map(({ rss }) => rss)),
    differences,
  });
}

/** What the load did not get to: pools are a little larger than it. */
async function reportAgain(url: string, pools: readonly Pools[], late: ReadonlySet<string>): Promise<void> {
  const sender = createReportSender(url);
  const all = pools.flatMap(({ honest, lowAmount, attacked }) => [honest, lowAmount, attacked].flat());
  const reports = lastReports(all.filter(({ merchant_uid }) => late.has(merchant_uid)));
  const sendOn = async () => {
    for (let report = reports.pop(); report !== undefined; report = reports.pop()) await sender.send(report);
  };
  await Promise.all(Array.from({ length: CALIBRATION_AT_ONCE }, sendOn));
  await untilHonestAreAnswered(sender);
  sender.close();
}

interface Findings {
  readonly answeredAll: boolean;
  readonly exitCode: number | null;
  readonly rssMb: number;
  readonly differences: Differences;
}

function judge(sender: ReportSender, { answeredAll, exitCode, rssMb, differences }: Findings): void {
  const honest = allWaits([sender.tallies.get('honestWebhook')]);
  const forged = allWaits([sender.tallies.get('randomIdWaiting'), sender.tallies.get('randomIdSettled')]);
  const broken = sender.brokenConnections;
  const promises: [string, boolean][] = [
    [
      `no crash, no broken connection: ${[...new Set(broken)].join(', ') || 'none'} (${broken.length})`,
      exitCode === null && broken.length === 0,
    ],
    [`memory bounded: at most ${rssMb.toFixed(0)} MB, allowed ${MAX_RSS_MB} MB`, rssMb <= MAX_RSS_MB],
    ['every honest report answered', answeredAll],
    [`orders that differ from the truth: ${differences.wrong.length}`, differences.wrong.length === 0],
    [
      `orders whose payment was told twice or never: ${differences.notifiedTwiceOrNever.length}`,
      differences.notifiedTwiceOrNever.length === 0,
    ],
    ...[0.5, 0.99].map((part): [string, boolean] => {
      const [ours, theirs] = [quantile(honest, part), quantile(forged, part)];
      const name = part === 0.5 ? 'median' : 'p99';
      const waits = `${(ours / 1000).toFixed(2)} s honest, ${(theirs / 1000).toFixed(2)} s forged`;
      return [`honest webhooks are answered before forged ones, ${name}: ${waits}`, ours < theirs];
    }),
  ];
  for (const [promise, isKept] of promises) console.log(`${isKept ? '  kept ' : 'BROKEN '} ${promise}`);
  if (promises.some(([, isKept]) => !isKept)) process.exitCode = 1;
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProcesses);
