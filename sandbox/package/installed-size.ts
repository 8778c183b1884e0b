import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './pack';

/** What an installation of the package takes. */
export interface InstalledSize {
  /** Of all files. */
  readonly bytes: number;
  /** The package itself, and what it brings. */
  readonly packages: number;
}

/** Installs packages in a new project of a folder that is there, and measures them. */
export async function installedSize(folder: string, packages: readonly string[]): Promise<InstalledSize> {
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--json'];
  await run(folder, ['npm', 'init', '--yes']);
  const { added } = JSON.parse(await run(folder, ['npm', 'install', ...options, ...packages])) as { added: number };
  return { bytes: await bytesOf(join(folder, 'node_modules')), packages: added };
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? (await lstat(join(entry.parentPath, entry.name))).size : 0,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
