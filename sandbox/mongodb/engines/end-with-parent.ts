import { spawn } from 'node:child_process';

/** Reads until its input ends, which it does when the parent is gone for whatever reason, then ends the server. */
const WATCH = `
  process.stdin.resume().on('end', () => {
    try { process.kill(Number(process.argv[1]), 'SIGKILL'); } catch {}
  });`;

/**
 * Sees to it that a process ends with this one, also when this one is killed. Answers a function that calls the watch off.
 */
export const endWithParent = (pid: number): (() => void) => {
  const watch = spawn(process.execPath, ['-e', WATCH, String(pid)], {
    // In a group of its own: what ends this process's group must not end the watch before it has acted.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.on('error', () => undefined);
  watch.unref();
  return () => watch.kill('SIGKILL');
};
