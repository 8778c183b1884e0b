import { LRUCache } from 'lru-cache';

/**
 * Lets concurrent readers share one reading, and keeps its result for a while. A failure is not kept.
 *
 * @param options.max how many keys are kept
 * @param options.elapsedMs a monotonic clock
 */
export function shareReading<T extends object>(
  read: (key: string) => Promise<T>,
  options: { readonly keepMs: number; readonly max: number; readonly elapsedMs: () => number },
): (key: string) => Promise<T> {
  const known = new LRUCache<string, T>({
    max: options.max,
    ttl: options.keepMs,
    ttlResolution: 0,
    perf: { now: options.elapsedMs },
    fetchMethod: read,
    // A reading whose key gives way to newer ones still has readers.
    ignoreFetchAbort: true,
  });
  return async (key) => {
    const found = await known.fetch(key);
    // Only an aborted reading has no result, and none is aborted.
    if (found === undefined) throw new Error('a reading was aborted');
    return found;
  };
}
