import type { ChildProcess } from 'node:child_process';

/** What a process holds, in megabytes, and when. */
export interface MemorySample {
  readonly atS: number;
  readonly rss: number;
  readonly heap: number;
}

/** Run in the service before it starts: it tells its parent how much it holds, twice a second. */
export const TELL_MEMORY = `--import=data:text/javascript,${encodeURIComponent(
  'setInterval(() => process.connected && process.send(process.memoryUsage()), 500).unref()',
)}`;

const MEGABYTE = 1024 * 1024;

/** Collects what a process started with `TELL_MEMORY` says. */
export function watchMemory(service: ChildProcess): MemorySample[] {
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  service.on('message', ({ rss, heapUsed }: NodeJS.MemoryUsage) => {
    const atS = (performance.now() - startedAt) / 1000;
    samples.push({ atS, rss: rss / MEGABYTE, heap: heapUsed / MEGABYTE });
  });
  return samples;
}
