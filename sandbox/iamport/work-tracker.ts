/** Knows what is under way in the background, so that a test can wait for it. */
export interface WorkTracker {
  track: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when nothing is under way, counting what was begun meanwhile. */
  settled: () => Promise<void>;
}

/** Makes a tracker with nothing under way. */
export function createWorkTracker(): WorkTracker {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      const tracked = work.finally(() => underWay.delete(tracked));
      underWay.add(tracked);
      return tracked;
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
