import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const Packed = z.tuple([
  z.object({ filename: z.string(), size: z.number(), unpackedSize: z.number(), entryCount: z.number() }),
]);

/** A packed package. Sizes are in bytes. */
export interface Tarball {
  readonly path: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

/** Runs a program to its end. @throws Error with all that it wrote, where its exit code is not 0 */
export async function run(cwd: string, [program = '', ...args]: string[], env: NodeJS.ProcessEnv = process.env) {
  const { stdout } = await promisify(execFile)(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** The folder of the package as it is published. Its package.json differs from that of the repository. */
export const PACKAGE = join('dist', 'package');

/** Builds the package and packs it, as `npm publish` would. */
export async function pack(root: string, place: string): Promise<Tarball> {
  await run(root, ['npm', 'run', '--silent', 'build:package']);
  const args = ['pack', `./${PACKAGE}`, '--json', '--pack-destination', place];
  const [{ filename, ...sizes }] = Packed.parse(JSON.parse(await run(root, ['npm', ...args])));
  return { path: join(place, filename), ...sizes };
}
