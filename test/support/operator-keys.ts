import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatKeysFile } from '../../src/config/keys-file';
import type { Scope } from '../../src/domain/access-key';
import { digestOf } from '../../src/http/create-key-ring';

/** The key of an operator in tests, made of its name. */
export const keyOf = (name: string): string => `chk_${name.padEnd(43, '0')}`;

/** The `Authorization` header of an operator's key. */
export const bearer = (name: string) => ({ authorization: `Bearer ${keyOf(name)}` });

/** The text of a file of keys: the scopes of each by its name. @param nameOf the name in the file @default the same */
export function keysText(
  scopesOf: Readonly<Record<string, readonly Scope[]>>,
  nameOf = (name: string) => name,
): string {
  return formatKeysFile(
    Object.entries(scopesOf).map(([name, scopes]) => ({
      name: nameOf(name),
      scopes: [...scopes],
      sha256: digestOf(keyOf(name)),
      created_at: '2026-11-30T00:00:00.000Z',
    })),
  );
}

/** A folder for files of keys, which is removed after the tests of a file. */
export function useKeysFile(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-keys-'));
  const path = join(folder, 'keys.json');
  const write = (content: string) => writeFileSync(path, content);
  write(text);
  afterAll(() => rmSync(folder, { recursive: true }));
  return { folder, path, write };
}
