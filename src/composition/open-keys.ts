import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { KeysFileError, parseKeysFile } from '../config/keys-file';
import { ConfigError, type Config } from '../config/load-config';
import type { AccessKey } from '../domain/access-key';
import { createKeyRing, type KeyRing } from '../http/create-key-ring';

/** The keys of one process, which can be read again. */
export interface Keys extends KeyRing {
  /**
   * Reads the file of `OPERATOR_KEYS_FILE` again. The keys of a file that cannot be used are not taken: the old ones stay.
   * Never throws.
   */
  readonly reload: () => Promise<void>;
}

/** Reads the keys of the settings. @throws ConfigError where the file cannot be used */
export async function openKeys(
  { ordersApiKey, operatorKeysFile }: Pick<Config, 'ordersApiKey' | 'operatorKeysFile'>,
  logger: Logger,
): Promise<Keys> {
  const ring = createKeyRing(ordersApiKey);
  if (operatorKeysFile === null) return { ...ring, reload: async () => {} };
  const read = async () => {
    const keys = await readKeys(operatorKeysFile);
    ring.replace(keys);
    logger.info({ keys: keys.length }, 'operator keys read');
  };
  await read().catch((error: unknown) => {
    throw new ConfigError([`OPERATOR_KEYS_FILE cannot be used: ${problemOf(error)}`]);
  });
  let last = Promise.resolve();
  const readAgain = () =>
    read().catch((error: unknown) =>
      logger.error({ reason: problemOf(error) }, 'operator keys not read, the old ones stay'),
    );
  // One after the other, so that the newest file wins.
  return { ...ring, reload: () => (last = last.then(readAgain)) };
}

async function readKeys(path: string): Promise<AccessKey[]> {
  const records = parseKeysFile(await readFile(path, 'utf8'));
  return records.map(({ name, scopes, sha256: digest }) => ({ name, scopes, digest, maySignIn: true }));
}

/** Contains nothing of the file. */
function problemOf(error: unknown): string {
  if (error instanceof KeysFileError) return error.message;
  return error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
}
