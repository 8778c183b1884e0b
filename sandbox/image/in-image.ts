import { join } from 'node:path';
import type { Confinement } from './confine';
import type { Stage } from './read-dockerfile';

/** A process of an image. */
export interface ImageProcess {
  readonly stage: Stage;
  /** The folder that is the image's root. */
  readonly root: string;
  readonly confinement: Confinement;
  /** All of its environment but the PATH. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * How a command of the image is started here: by the Node.js of this machine, in the image's folder, confined.
 *
 * @throws Error where the image has no such command
 */
export function inImage({ stage, root, confinement, env }: ImageProcess, command: readonly string[] | null) {
  if (command?.[0] !== 'node') throw new Error(`${stage.name} is expected to run node, not ${command?.join(' ')}`);
  return {
    command: confinement.wrap([process.execPath, ...command.slice(1)]),
    cwd: join(root, stage.workdir),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  };
}
