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
  /** A pass went well. */
  readonly onDone?: () => void;
  readonly onError: (error: unknown) => void;
}): Worker {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const stopping = new AbortController();

  async function runOnce(): Promise<void> {
    let pauseMs = deps.pauseMs;
    try {
      if ((await deps.pass(stopping.signal)).more) pauseMs = 0;
      deps.onDone?.();
    } catch (error) {
      deps.onError(error);
    }
    if (!stopping.signal.aborted) timer = setTimeout(run, pauseMs);
  }

  function run(): void {
    underWay = runOnce();
  }

  return {
    start: run,
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return underWay;
    },
  };
}
