import { open, readFile, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { formatKeysFile, parseKeysFile, type KeyRecord } from '../config/keys-file';

/** A change of the keys: the new list, or a text that says why there is none. */
export type ChangeKeys = (keys: readonly KeyRecord[]) => readonly KeyRecord[] | string;

/** The keys of a file; none where there is no such file. @throws KeysFileError; an error of the file system */
export async function readKeysFile(path: string): Promise<readonly KeyRecord[]> {
  try {
    return parseKeysFile(await readFile(path, 'utf8'));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * Changes the keys of a file. The new file replaces the old one at once and is written to the disk before; only its owner may
 * read it. A second change that runs at the same time is refused, because it would take the first one back.
 *
 * @returns why the change was not made; null if it was made
 * @throws KeysFileError; an error of the file system
 */
export async function changeKeysFile(path: string, change: ChangeKeys): Promise<string | null> {
  // A link to the file stays.
  const target = await realpath(path).catch(() => path);
  const next = `${target}.new`;
  const file = await open(next, 'wx', 0o600).catch((error: unknown) => {
    if (isCode(error, 'EEXIST')) return null;
    throw error;
  });
  if (file === null) return `${next} exists: another command is at work, or was broken off; then remove it`;
  let isReplaced = false;
  try {
    const changed = change(await readKeysFile(target));
    if (typeof changed === 'string') return changed;
    const text = formatKeysFile(changed);
    parseKeysFile(text);
    await file.writeFile(text);
    await keepOwner(file, target);
    await file.sync();
    await rename(next, target);
    isReplaced = true;
    return null;
  } finally {
    await file.close();
    // Once it is renamed, a file of that name is another command's.
    if (!isReplaced) await rm(next, { force: true });
  }
}

/** Whoever could read the old file, as the service does, can read the new one. It is refused where that cannot be done. */
async function keepOwner(file: FileHandle, target: string): Promise<void> {
  const old = await stat(target).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (old === null) return;
  await file.chown(old.uid, old.gid);
  await file.chmod(old.mode & 0o640);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
