/** Pauses that a test can break off, so that it need not sit through them. */
export function createPauses() {
  const underWay = new Set<() => void>();
  return {
    /** Takes the place of the world's own. */
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
    /** Ends all that are under way: the passes of the service run now. */
    breakOff: () => [...underWay].forEach((end) => end()),
  };
}
