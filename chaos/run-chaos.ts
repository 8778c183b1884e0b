import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena';
import { converge } from './converge';
import { judgeRun, type Judgement } from './judge-run';
import { playPayment } from './play-payment';

/** How much of everything. */
export interface ChaosOptions {
  readonly payments: number;
  /** SIGKILLs of an instance that listens. */
  readonly kills: number;
  readonly databaseKills: number;
  /** The database's process; null where it is not killed. */
  readonly database: { readonly kill: () => Promise<void>; readonly restart: () => Promise<void> } | null;
  /** How long the deliveries may take in the end, in milliseconds. */
  readonly convergeLimitMs: number;
  /** Runs between the trouble and the last reports. @default nothing */
  readonly beforeConverging?: () => Promise<void>;
  readonly onProgress: (line: string) => void;
}

/** What came of it. */
export interface ChaosResult extends Judgement {
  readonly kills: number;
  readonly databaseKills: number;
  readonly troubleMs: number;
  readonly convergeMs: number;
  readonly hasConverged: boolean;
}

const AT_ONCE = 20;
const POLL_MS = 10;
const MAX_BEFORE_KILL_MS = 600;
const MAX_DATABASE_DOWN_MS = 1_000;

/**
 * Plays payments on two instances while instances and the database are killed, then ends the trouble, reports everything
 * once more, and judges. Payments and kills go side by side, so that no kill falls into silence.
 */
export async function runChaos(arena: Arena, options: ChaosOptions): Promise<ChaosResult> {
  const startedAt = performance.now();
  const progress = createProgress(options);
  await Promise.all([
    playAll(arena, options, progress),
    killInstances(arena, options, progress),
    killDatabase(arena, options, progress),
  ]);
  const calmAt = performance.now();
  await options.beforeConverging?.();
  const hasConverged = await converge(arena, options.convergeLimitMs);
  return {
    ...(await judgeRun(arena)),
    kills: progress.kills,
    databaseKills: progress.databaseKills,
    troubleMs: calmAt - startedAt,
    convergeMs: performance.now() - calmAt,
    hasConverged,
  };
}

/** How far everybody has come; neither payments nor kills run ahead of each other by more than one kill. */
function createProgress({ payments, kills, databaseKills }: ChaosOptions) {
  const done = { played: 0, kills: 0, databaseKills: 0 };
  const next = (count: number, of: number) => (count >= of ? 1 : (count + 1) / of);
  return Object.assign(done, {
    /** The share of the payments that may be begun before the next kill. */
    mayPlay: () => Math.min(next(done.kills, kills), next(done.databaseKills, databaseKills)),
    /** Whether the time of the next kill has come; in the middle between two of them. */
    mayKill: (count: number, of: number) => done.played / payments >= (count + 0.3) / of,
  });
}
type Progress = ReturnType<typeof createProgress>;

async function playAll(arena: Arena, { payments, onProgress }: ChaosOptions, progress: Progress): Promise<void> {
  let begun = 0;
  const work = async () => {
    while (begun < payments) {
      const number = (begun += 1);
      while ((number - 1) / payments >= progress.mayPlay()) await sleep(POLL_MS);
      await playPayment(arena, `chaos-${number}`);
      progress.played += 1;
      if (progress.played % Math.ceil(payments / 10) === 0) {
        onProgress(`${progress.played} payments, ${progress.kills} kills, ${progress.databaseKills} of the database`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, payments) }, work));
}

async function killInstances({ instances, random }: Arena, { kills }: ChaosOptions, progress: Progress): Promise<void> {
  while (progress.kills < kills) {
    while (!progress.mayKill(progress.kills, kills)) await sleep(POLL_MS);
    const instance = random.pick(instances);
    await instance.listening();
    await sleep(random.between(0, MAX_BEFORE_KILL_MS));
    if (!instance.isListening()) continue;
    await instance.kill();
    progress.kills += 1;
  }
}

async function killDatabase({ random }: Arena, { database, databaseKills }: ChaosOptions, progress: Progress) {
  if (database === null) {
    progress.databaseKills = databaseKills;
    return;
  }
  while (progress.databaseKills < databaseKills) {
    while (!progress.mayKill(progress.databaseKills, databaseKills)) await sleep(POLL_MS);
    await database.kill();
    await sleep(random.between(0, MAX_DATABASE_DOWN_MS));
    await database.restart();
    progress.databaseKills += 1;
  }
}
