/** Pauses that a test can end early. */
export function createPauses() {
  const underWay = new Set<() => void>();
  return {
    /** Replaces the pause of the production code. */
    pause: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = () => {
          clearTimeout(timer);
          underWay.delete(end);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        underWay.add(end);
        signal?.addEventListener('abort', end);
      }),
    /** Ends all pauses under way: the passes of the service run now. */
    breakOff: () => [...underWay].forEach((end) => end()),
  };
}
