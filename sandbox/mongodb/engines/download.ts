import { join } from 'node:path';
import type { RunningEngine } from '../database';
import type { StartEngine } from './engine';
import { createFailureMemory } from './failure-memory';
import { type FetchMongod, fetchMongod, findDownloadedMongod, type FindMongod } from './fetch-mongod';
import { runMongod } from './mongod';

/** How the program is found, loaded and run; tests put their own in place. */
export interface DownloadSteps {
  find: FindMongod;
  fetch: FetchMongod;
  run: (program: string) => Promise<RunningEngine>;
}

const REAL_STEPS: DownloadSteps = { find: findDownloadedMongod, fetch: fetchMongod, run: runMongod };

/**
 * A mongod that mongodb-memory-server downloads, or has downloaded before. A failure is remembered for a day, so that only the
 * first start waits for it. A start that may not download takes what is there, and never waits.
 */
export const createDownloadEngine =
  (steps: DownloadSteps = REAL_STEPS): StartEngine =>
  async ({ env, cacheDir, now, mayDownload, log }) => {
    const find = () => steps.find(env).catch(() => undefined);
    if (!mayDownload) {
      const program = await find();
      return program === undefined ? { unavailable: 'no mongod was downloaded before' } : steps.run(program);
    }
    const memory = createFailureMemory(join(cacheDir, 'mongod-download-failure.json'), now);
    const known = await memory.recall();
    if (known !== undefined) {
      const when = known.at.toISOString().slice(0, 16).replace('T', ' ');
      return { unavailable: `the download of mongod failed on ${when} UTC (${known.reason})` };
    }
    const program = await find();
    if (program !== undefined) return steps.run(program);
    try {
      const engine = await steps.run(await steps.fetch(env, log));
      await memory.forget();
      return engine;
    } catch (error) {
      const reason = (error as Error).message.trim().split('\n').at(-1) ?? '';
      await memory.remember(reason);
      return { unavailable: `the download of mongod failed (${reason})` };
    }
  };
