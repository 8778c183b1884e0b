import type { Logger } from 'pino';
import type { Pass, Passes } from './create-passes';
import { LIMITS } from './limits';
import { createWorker, type Worker } from './workers/worker';

/** Runs the passes again and again; not started yet. */
export function createWorkers(passes: Passes, logger: Logger): Worker[] {
  const run = (pass: Pass, pauseMs: number, name: string) =>
    createWorker({ pass, pauseMs, onError: (err) => logger.error({ err }, `${name} pass failed`) });
  return [
    ...Object.entries(passes.delivery).map(([channel, pass]) =>
      run(pass, LIMITS.deliveryPauseMs, `delivery (${channel})`),
    ),
    ...(passes.prepare === null ? [] : [run(passes.prepare, LIMITS.preparePauseMs, 'prepare')]),
  ];
}
