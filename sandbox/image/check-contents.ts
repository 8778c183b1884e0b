import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Checks } from '../smoke/checks';

const Lockfile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });
const MEGABYTE = 1024 * 1024;

/** The image has the build and what production needs, and nothing else. */
export async function checkContents(root: string, { check }: Checks): Promise<void> {
  const app = join(root, 'app');
  const names = (await readdir(app)).toSorted().join(', ');
  check(names === 'dist, docs, node_modules, package.json', `/app has ${names}`);
  check((await readdir(root)).join() === 'app', 'nothing is copied beside /app');

  const lockfile = Lockfile.parse(JSON.parse(await readFile('package-lock.json', 'utf8')));
  const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');
  const installed = packages.filter(([path]) => existsSync(join(app, path)));
  const ofDevelopment = installed.filter(([, { dev }]) => dev === true).map(([path]) => path);
  check(installed.length > 20, `${installed.length} of ${packages.length} packages of the lockfile are installed`);
  check(ofDevelopment.length === 0, `none of them for development only ${ofDevelopment.join(', ')}`.trimEnd());
  const bytes = await sizeOf(join(app, 'node_modules'));
  check(bytes < 150 * MEGABYTE, `they take ${Math.round(bytes / MEGABYTE)} MB`);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
