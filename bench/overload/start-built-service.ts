import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../sandbox/mongodb/engines/free-port';
import { BUILT_SERVICE, serviceSettings, startProcess, type WorldAddress } from '../start-processes';
import { TELL_MEMORY } from './watch-memory';

/** The built service, with so much heap and no more: where memory is not bounded, it ends. */
export async function startBuiltService(
  world: WorldAddress,
  heapMb: number,
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  // Without a log, nothing says which port it took.
  const port = await freePort();
  const settings = { ...serviceSettings(world), PORT: String(port), TRUST_PROXY: '1', LOG_LEVEL: 'silent' };
  const args = [`--max-old-space-size=${heapMb}`, TELL_MEMORY, BUILT_SERVICE];
  const child = startProcess(args, settings, ['ignore', 'inherit', 'inherit', 'ipc']);
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const reply = await fetch(`${url}/readyz`).catch(() => null);
    if (reply?.status === 200) return { url, child };
    await sleep(100);
  }
}
