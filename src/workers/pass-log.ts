import type { Logger } from 'pino';
import { explainFailure } from './explain-failure';

/** What becomes of the passes of one worker, for its log. */
export interface PassLog {
  readonly failed: (error: unknown) => void;
  readonly worked: () => void;
}

/**
 * Writes the failures of a worker down in such a way that an outage does not fill the disk: the first in full, what is the
 * same after it in one line now and then, and the end of it. Each line names the cause and what to do.
 *
 * @param deps.elapsedMs a monotonic clock
 * @param deps.quietMs how long the same failure is not told again
 */
export function createPassLog(deps: {
  readonly logger: Logger;
  readonly name: string;
  readonly elapsedMs: () => number;
  readonly quietMs: number;
}): PassLog {
  const { logger, name, elapsedMs } = deps;
  let trouble: { readonly message: string; toldAtMs: number; failures: number } | null = null;
  return {
    failed(error) {
      const message = error instanceof Error ? error.message : String(error);
      if (trouble?.message !== message) {
        trouble = { message, toldAtMs: elapsedMs(), failures: (trouble?.failures ?? 0) + 1 };
        logger.error({ err: error, ...explainFailure(error) }, `${name} pass failed`);
        return;
      }
      trouble.failures += 1;
      if (elapsedMs() - trouble.toldAtMs < deps.quietMs) return;
      trouble.toldAtMs = elapsedMs();
      logger.error(
        { reason: message, failures: trouble.failures, ...explainFailure(error) },
        `${name} pass still fails`,
      );
    },
    worked() {
      if (trouble !== null) logger.info({ failures: trouble.failures }, `${name} pass works again`);
      trouble = null;
    },
  };
}
