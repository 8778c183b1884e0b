import type { Arena } from './arena';
import { calm, converge, reconcile } from './converge';
import { judgeRun, type Judgement } from './judge-run';
import { playPayment } from './play-payment';
import { createProgress, type Progress } from './create-progress';

/** Something that goes wrong again and again while payments are made. */
export interface Trouble {
  readonly times: number;
  /** Makes it once, and ends it. */
  readonly make: () => Promise<void>;
}

/** How much of everything. */
export interface ChaosOptions {
  readonly payments: number;
  readonly troubles: readonly Trouble[];
  /** How long the deliveries may take in the end, in milliseconds. */
  readonly convergeLimitMs: number;
  /** Runs right after the trouble. @default nothing */
  readonly afterTrouble?: () => Promise<void>;
  /** Runs when reconciling has found everything, and deliveries are still under way. @default nothing */
  readonly afterReconciling?: () => Promise<void>;
  readonly onProgress: (line: string) => void;
}

/** What came of it. */
export interface ChaosResult extends Judgement {
  readonly troubleMs: number;
  readonly convergeMs: number;
  readonly hasConverged: boolean;
}

const AT_ONCE = 20;

/**
 * Plays payments on two instances while there is trouble, then ends it, reconciles, and judges. Payments
 * and troubles go side by side: no trouble falls into silence, and no payment waits for the end of it.
 */
export async function runChaos(arena: Arena, options: ChaosOptions): Promise<ChaosResult> {
  const { payments, troubles } = options;
  const startedAt = performance.now();
  const progress = createProgress(troubles.length);
  await Promise.all([
    playAll(arena, options, progress),
    ...troubles.map(async ({ times, make }, index) => {
      for (let made = 0; made < times; made += 1) {
        // In the middle between two of the moments that the payments wait for.
        const isTime = () => payments === 0 || progress.played() / payments >= (made + 0.3) / times;
        await progress.until(`enough payments for trouble ${made + 1} of ${times}`, isTime);
        await make();
        progress.countTrouble(index);
      }
    }),
  ]);
  const calmAt = performance.now();
  await options.afterTrouble?.();
  await calm(arena);
  await reconcile(arena);
  await options.afterReconciling?.();
  const hasConverged = await converge(arena, options.convergeLimitMs);
  return {
    ...(await judgeRun(arena)),
    troubleMs: calmAt - startedAt,
    convergeMs: performance.now() - calmAt,
    hasConverged,
  };
}

async function playAll(
  arena: Arena,
  { payments, troubles, onProgress }: ChaosOptions,
  progress: Progress,
): Promise<void> {
  let begun = 0;
  /** The share of the payments that may be begun before the next trouble of each kind. */
  const mayBegin = () =>
    Math.min(1, ...troubles.map(({ times }, index) => (times === 0 ? 1 : (progress.made(index) + 1) / times)));
  const work = async () => {
    while (begun < payments) {
      const number = (begun += 1);
      await progress.until(`the trouble before payment ${number}`, () => (number - 1) / payments < mayBegin());
      await playPayment(arena, `chaos-${number}`);
      const played = progress.countPayment();
      if (played % Math.ceil(payments / 10) === 0) onProgress(`${played} payments`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, payments) }, work));
}
