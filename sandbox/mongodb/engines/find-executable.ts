import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** A program: a name is looked for on the given `PATH`, something with a slash is a file. Undefined when it is not there. */
export const findExecutable = async (program: string, path: string | undefined): Promise<string | undefined> => {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = program.includes('/') ? [program] : folders.map((folder) => join(folder, program));
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  return undefined;
};
