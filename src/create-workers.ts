import type { Logger } from 'pino';
import type { Pass, Passes } from './create-passes';
import { LIMITS } from './limits';
import { createWorker, type Worker } from './workers/worker';

/** Runs the passes again and again; not started yet. */
export function createWorkers(passes: Passes, logger: Logger): Worker[] {
  const run = (pass: Pass, pauseMs: number, name: string) =>
    createWorker({ pass, pauseMs, onError: (err) => logger.error({ err }, `${name} pass failed`) });
  return [
    run(passes.cancels, LIMITS.cancelPauseMs, 'cancel'),
    run(passes.delivery, LIMITS.deliveryPauseMs, 'delivery'),
    ...(passes.prepare === null ? [] : [run(passes.prepare, LIMITS.preparePauseMs, 'prepare')]),
  ];
}
