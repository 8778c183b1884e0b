import { LRUCache } from 'lru-cache';
import type { Deadline } from '../lib/create-deadline';

/**
 * Checks readiness. Callers share one probe, and its result is cached, because the route has no rate limit.
 *
 * @param deps.probe returns whether the service can do its work; must not throw
 * @param deps.withinLimit the probe's deadline; a late probe counts as not ready
 * @param deps.keepMs how long an answer is kept, in milliseconds
 * @param deps.elapsedMs a monotonic clock
 */
export function createReadiness(deps: {
  readonly probe: () => Promise<boolean>;
  readonly withinLimit: Deadline;
  readonly keepMs: number;
  readonly elapsedMs: () => number;
}): () => Promise<boolean> {
  const known = new LRUCache<'ready', boolean>({
    max: 1,
    ttl: deps.keepMs,
    ttlResolution: 0,
    perf: { now: deps.elapsedMs },
    fetchMethod: () => deps.withinLimit(deps.probe).catch(() => false),
  });
  return async () => (await known.fetch('ready')) ?? false;
}
