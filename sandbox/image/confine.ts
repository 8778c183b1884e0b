import { spawnSync } from 'node:child_process';
import type { Stage } from './read-dockerfile';

/** How much of a container's confinement this machine can give a process without an engine. */
export interface Confinement {
  /** Whether the whole file system is read-only, as `--read-only` makes it. The image's files lack their write bits anyway. */
  readonly isReadOnly: boolean;
  /** The uid of the process; null for that of whoever rehearses. */
  readonly uid: number | null;
  /** The command that becomes the given one, as the same process, so that signals reach it. */
  readonly wrap: (command: readonly string[]) => readonly string[];
}

/** Folders that are mounts of their own somewhere would stay writable, so each is made one, and read-only. */
const READ_ONLY = `place=$1; shift
mount -o remount,bind,ro / || exit 1
for folder in /tmp /var/tmp /dev/shm "$place"; do
  [ ! -d "$folder" ] || { mount --bind "$folder" "$folder" && mount -o remount,bind,ro "$folder"; } || exit 1
done
exec "$@"`;

/** Takes the write bits of everything below the folder, or gives the owner's back, without which it cannot be removed. */
export function setWritable(folder: string, isWritable: boolean): void {
  const { status, stderr } = spawnSync('chmod', ['-R', isWritable ? 'u+w' : 'a-w', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`chmod -R ${folder}: ${stderr}`);
}

/**
 * Root becomes the image's user without any capability; where it may unshare mounts, on a read-only file system. Whoever is
 * not root stays who they are.
 *
 * @param place the folder of the stages, made read-only too
 */
export function confine({ user }: Pick<Stage, 'user'>, place: string): Confinement {
  const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
  if (!isRoot || user === null) return { isReadOnly: false, uid: null, wrap: (command) => command };
  const asUser = [
    ...['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'],
    ...['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'],
  ];
  const readOnly = ['unshare', '--mount', '--propagation', 'private', '--', 'sh', '-c', READ_ONLY, 'sh', place];
  const isReadOnly = spawnSync('unshare', [...readOnly.slice(1), 'true']).status === 0;
  const wrap = (command: readonly string[]) => [...(isReadOnly ? readOnly : []), ...asUser, ...command];
  return { isReadOnly, uid: user.uid, wrap };
}
