import type { Logger } from 'pino';
import { explainFailure } from './explain-failure';

/** Logs the results of one worker's passes. */
export interface PassLog {
  readonly failed: (error: unknown) => void;
  readonly succeeded: () => void;
}

/**
 * Logs a worker's failures without filling the disk in an outage: the first failure in full, equal failures as a short
 * line at intervals, and the recovery. Each line names the cause and what to do.
 *
 * @param deps.elapsedMs a monotonic clock
 * @param deps.quietMs how long an equal failure is not logged again
 */
export function createPassLog(deps: {
  readonly logger: Logger;
  readonly name: string;
  readonly elapsedMs: () => number;
  readonly quietMs: number;
}): PassLog {
  const { logger, name, elapsedMs } = deps;
  let last: { readonly message: string; loggedAtMs: number; failures: number } | null = null;
  return {
    failed(error) {
      const message = error instanceof Error ? error.message : String(error);
      if (last?.message !== message) {
        last = { message, loggedAtMs: elapsedMs(), failures: (last?.failures ?? 0) + 1 };
        logger.error({ err: error, ...explainFailure(error) }, `${name} pass failed`);
        return;
      }
      last.failures += 1;
      if (elapsedMs() - last.loggedAtMs < deps.quietMs) return;
      last.loggedAtMs = elapsedMs();
      logger.error({ reason: message, failures: last.failures, ...explainFailure(error) }, `${name} pass still fails`);
    },
    succeeded() {
      if (last !== null) logger.info({ failures: last.failures }, `${name} pass works again`);
      last = null;
    },
  };
}
