import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A failure that was written down. */
export interface RememberedFailure {
  at: Date;
  reason: string;
}

/** Remembers one failure in a file, so that the next process does not pay for it again. */
export interface FailureMemory {
  /** The failure while it counts; undefined once it is a day old, or when there is none. */
  recall(): Promise<RememberedFailure | undefined>;
  remember(reason: string): Promise<void>;
  forget(): Promise<void>;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

const parse = (text: string): RememberedFailure | undefined => {
  const { at, reason } = JSON.parse(text) as Partial<Record<'at' | 'reason', unknown>>;
  return typeof at === 'string' && typeof reason === 'string' ? { at: new Date(at), reason } : undefined;
};

const read = async (file: string): Promise<RememberedFailure | undefined> => {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch {
    // Missing or spoilt: the failure is simply met again.
    return undefined;
  }
};

/** A memory in that file, which may be deleted at any time. */
export const createFailureMemory = (file: string, now: () => Date): FailureMemory => ({
  recall: async () => {
    const failure = await read(file);
    const age = failure === undefined ? NaN : now().getTime() - failure.at.getTime();
    return age >= 0 && age < KEPT_MS ? failure : undefined;
  },
  remember: async (reason) => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ at: now().toISOString(), reason }));
  },
  forget: () => rm(file, { force: true }),
});
