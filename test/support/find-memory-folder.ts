import { statfs } from 'node:fs/promises';

/** Linux's own folder in memory. A container may have a small one. */
const FOLDER = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * The folder for the data of a database server that syncs each write to its disk: the tests kill processes and never the machine, so
 * that nothing is lost in memory. Undefined where there is none with 2 GiB left.
 */
export async function findMemoryFolder(): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(FOLDER).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ENOUGH_BYTES ? FOLDER : undefined;
}
