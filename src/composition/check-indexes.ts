import type { Logger } from 'pino';
import { CheckoutError } from '../domain/errors';
import { IndexRefusedError, type ensureIndexes } from '../store/ensure-indexes';
import { LIMITS } from './limits';

type Watch = NonNullable<Parameters<typeof ensureIndexes>[2]>;

/** The check of the indexes that runs while the service already answers. */
export interface IndexCheck {
  /** Whether all indexes are there. */
  readonly areThere: () => boolean;
  /**
   * Resolves at the end of the check, or when it is stopped. Rejects where the database refuses it or a build; the next call then checks
   * again.
   */
  readonly wait: () => Promise<void>;
  /** Ends the check; the indexes then never count as there. */
  readonly stop: () => void;
}

/**
 * Starts the check, and logs which indexes are missing: until they are built the service is not ready. A check that the
 * database interrupts is made again, because a service that answers payments must not end for an outage.
 */
export function checkIndexes(
  ensure: (watch: Watch) => Promise<void>,
  logger: Logger,
  pause: (ms: number, signal: AbortSignal) => Promise<void>,
): IndexCheck {
  const stopping = new AbortController();
  let areThere = false;
  let missing: readonly string[] = [];
  const onMissing = (names: readonly string[]) => {
    missing = names;
    logger.warn({ indexes: names }, 'indexes missing, building them');
  };
  /** @returns whether the check has ended */
  async function checkOnce(): Promise<boolean> {
    try {
      await ensure({ signal: stopping.signal, onMissing });
      return true;
    } catch (error) {
      // The stop closes the connections under the check.
      if (stopping.signal.aborted) return true;
      if (!(error instanceof CheckoutError) || error instanceof IndexRefusedError) throw error;
      logger.warn({ err: error }, 'indexes not checked, will retry');
      return false;
    }
  }
  async function check(): Promise<void> {
    while (!(await checkOnce())) await pause(LIMITS.indexCheckPauseMs, stopping.signal).catch(() => undefined);
    areThere = !stopping.signal.aborted;
    if (areThere && missing.length > 0) logger.warn({ indexes: missing }, 'indexes built');
  }
  let checking: Promise<void> | null = check();
  // Until the caller waits for it, a failure must not end the process.
  checking.catch(() => undefined);
  async function wait(): Promise<void> {
    const waited = (checking ??= check());
    try {
      await waited;
    } catch (error) {
      if (checking === waited) checking = null;
      throw error;
    }
  }
  return { areThere: () => areThere, wait, stop: () => stopping.abort() };
}
