import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena';
import type { Trouble } from './run-chaos';

const MAX_BEFORE_KILL_MS = 600;
const MAX_DATABASE_DOWN_MS = 1_000;
/** How often in a row an instance may end by itself before it is killed: more says that it is broken. */
const MAX_MISSES = 50;

/** SIGKILL of an instance that listens, at a random moment. */
export function killInstances({ instances, random }: Arena, times: number): Trouble {
  return {
    times,
    async make() {
      for (let misses = 0; misses < MAX_MISSES; misses += 1) {
        const instance = random.pick(instances);
        await instance.listening();
        await sleep(random.between(0, MAX_BEFORE_KILL_MS));
        if (instance.isListening()) return instance.kill();
      }
      throw new Error(`no instance to kill: ${MAX_MISSES} times one died by itself before it was`);
    },
  };
}

/** SIGKILL of the database, which comes back a moment later. */
export function killDatabase(
  database: { readonly kill: () => Promise<void>; readonly restart: () => Promise<void> },
  { random }: Arena,
  times: number,
): Trouble {
  return {
    times,
    async make() {
      await sleep(random.between(0, MAX_BEFORE_KILL_MS));
      await database.kill();
      await sleep(random.between(0, MAX_DATABASE_DOWN_MS));
      await database.restart();
    },
  };
}
