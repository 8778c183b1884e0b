import type { Logger } from 'pino';
import type { ensureIndexes } from '../store/ensure-indexes';

type Watch = NonNullable<Parameters<typeof ensureIndexes>[2]>;

/** The check of the indexes that runs while the service already answers. */
export interface IndexCheck {
  /** Whether all indexes are there. */
  readonly areThere: () => boolean;
  /** Resolves at the end of the check, or when it is stopped. Rejects where an index cannot be built. */
  readonly done: Promise<void>;
  /** Ends the check; the indexes then never count as there. */
  readonly stop: () => void;
}

/** Starts the check, and logs which indexes are missing: until they are built the service is not ready. */
export function checkIndexes(ensure: (watch: Watch) => Promise<void>, logger: Logger): IndexCheck {
  const stopping = new AbortController();
  let areThere = false;
  let missing: readonly string[] = [];
  async function check(): Promise<void> {
    try {
      await ensure({
        signal: stopping.signal,
        onMissing(names) {
          missing = names;
          logger.warn({ indexes: names }, 'indexes missing, building them');
        },
      });
    } catch (error) {
      // The stop closes the connections under the check.
      if (!stopping.signal.aborted) throw error;
    }
    areThere = !stopping.signal.aborted;
    if (areThere && missing.length > 0) logger.warn({ indexes: missing }, 'indexes built');
  }
  const done = check();
  // Until the caller waits for it, a failure must not end the process.
  done.catch(() => undefined);
  return { areThere: () => areThere, done, stop: () => stopping.abort() };
}
