import { LRUCache } from 'lru-cache';
import type { Deadline } from '../lib/create-deadline';

/**
 * Makes a question about readiness cheap, since anybody may ask it without any limit: callers share one probe, and what it
 * found is the answer for a while.
 *
 * @param deps.probe whether the service can do its work; must not throw
 * @param deps.withinLimit bounds the probe; one that takes longer means "no"
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
