import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, which the sources and the build have at different heights above them. */
export function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  return rootAbove(dirname(folder));
}
