/** Does a bounded amount of work, ends early when the signal aborts, and returns whether more work is waiting. */
export type Pass = (signal: AbortSignal) => Promise<{ readonly more: boolean }>;

/** Runs a pass repeatedly. */
export interface Worker {
  /** Starts; the first pass runs after the delay. */
  start(): void;
  /** Stops; signals the running pass, if any, and resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Creates a worker that runs one pass at a time, with a pause between passes. There is no pause while a pass returns
 * `more`. A pass that throws is reported, and the next one follows after the pause.
 */
export function createWorker(deps: {
  readonly pass: Pass;
  /** How long after the start the first pass runs. */
  readonly delayMs: number;
  readonly pauseMs: number;
  /** Ends early or rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onDone?: () => void;
  readonly onError: (error: unknown) => void;
}): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();

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
    await pauseFor(deps.delayMs);
    while (!signal.aborted) {
      const { more } = await runOnce();
      if (!signal.aborted) await pauseFor(more ? 0 : deps.pauseMs);
    }
  }

  /** A stop rejects the pause; the loop condition then ends the loop. */
  const pauseFor = (ms: number) => deps.pause(ms, signal).catch(() => undefined);

  return {
    start() {
      running = run();
    },
    stop() {
      stopping.abort();
      return running;
    },
  };
}
