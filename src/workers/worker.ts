/** A pass that is run again and again. */
export interface Worker {
  /** Begins; the first pass runs at once. */
  start(): void;
  /** Ends; tells the pass under way, if any, and resolves when it is through. */
  stop(): Promise<void>;
}

/**
 * Runs a pass for ever: never two at once, with a pause between them, none where a pass says that there is more to do.
 *
 * A pass that throws is reported and followed by the next one after the pause.
 *
 * @param deps.pass does a bounded amount of work, or ends when the signal says so, and says whether more is waiting
 */
export function createWorker(deps: {
  readonly pass: (signal: AbortSignal) => Promise<{ readonly more: boolean }>;
  readonly pauseMs: number;
  /** Ends early, or fails, when the signal says so. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A pass went well. */
  readonly onDone?: () => void;
  readonly onError: (error: unknown) => void;
}): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  let over: Promise<void> = Promise.resolve();

  async function runOnce(): Promise<{ readonly more: boolean }> {
    try {
      const done = await deps.pass(signal);
      deps.onDone?.();
      return done;
    } catch (error) {
      deps.onError(error);
      return { more: false };
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const { more } = await runOnce();
      // Stopping breaks the pause off, and is seen above.
      if (!signal.aborted) await deps.pause(more ? 0 : deps.pauseMs, signal).catch(() => undefined);
    }
  }

  return {
    start() {
      over = run();
    },
    stop() {
      stopping.abort();
      return over;
    },
  };
}
