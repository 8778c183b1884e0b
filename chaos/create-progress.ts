import { setTimeout as sleep } from 'node:timers/promises';

/** How far payments and troubles have come, which wait for each other. */
export interface Progress {
  readonly played: () => number;
  /** How often the trouble of that number has been made. */
  readonly made: (trouble: number) => number;
  /** @returns how many have been played by now */
  readonly countPayment: () => number;
  readonly countTrouble: (trouble: number) => void;
  /** Waits for what the others bring about. @throws Error that names it, where nothing was counted for too long */
  readonly until: (what: string, isSo: () => boolean) => Promise<void>;
}

/** Twenty payments are under way at once: where none ends for so long, none ever will. */
const STALLED_MS = 5 * 60_000;
const POLL_MS = 10;

/** Begins with nothing counted. @param limits.stalledMs how long nothing may be counted while somebody waits. @default 5 min */
export function createProgress(
  troubles: number,
  { stalledMs = STALLED_MS }: { readonly stalledMs?: number } = {},
): Progress {
  const made = Array.from({ length: troubles }, () => 0);
  let played = 0;
  let countedAt = performance.now();
  const count = () => void (countedAt = performance.now());
  return {
    played: () => played,
    made: (trouble) => made[trouble] ?? 0,
    countPayment() {
      count();
      return (played += 1);
    },
    countTrouble(trouble) {
      count();
      made[trouble] = (made[trouble] ?? 0) + 1;
    },
    async until(what, isSo) {
      while (!isSo()) {
        if (performance.now() - countedAt > stalledMs) {
          const soFar = `${played} payments were played and ${made.join(' + ') || 'no'} troubles made`;
          throw new Error(`${what} never came: ${soFar}, and nothing more for ${stalledMs / 1000} s`);
        }
        await sleep(POLL_MS);
      }
    },
  };
}
