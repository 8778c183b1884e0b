/** A pass that is run again and again. */
export interface Worker {
  /** Begins; the first pass runs at once. */
  start(): void;
  /** Ends; resolves when the pass under way, if any, is through. */
  stop(): Promise<void>;
}

/**
 * Runs a pass for ever: never two at once, with a pause between them, none where a pass says that there is more to do.
 *
 * A pass that throws is reported and followed by the next one after the pause.
 *
 * @param deps.pass does a bounded amount of work and says whether more is waiting
 */
export function createWorker(deps: {
  readonly pass: () => Promise<{ readonly more: boolean }>;
  readonly pauseMs: number;
  readonly onError: (error: unknown) => void;
}): Worker {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let stopped = false;

  async function runOnce(): Promise<void> {
    let pauseMs = deps.pauseMs;
    try {
      if ((await deps.pass()).more) pauseMs = 0;
    } catch (error) {
      deps.onError(error);
    }
    if (!stopped) timer = setTimeout(run, pauseMs);
  }

  function run(): void {
    underWay = runOnce();
  }

  return {
    start: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
      return underWay;
    },
  };
}
