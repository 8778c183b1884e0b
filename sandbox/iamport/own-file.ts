import path from 'node:path';

/** Where a file of the sandbox is: beside these sources, or beside the package's bundle, which has the same folders. */
export function ownFile(...names: string[]): string {
  return path.join(__dirname, ...names);
}
