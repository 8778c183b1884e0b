import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatKeysFile } from '../../src/config/keys-file';
import type { Scope } from '../../src/domain/access-key';
import { digestOf } from '../../src/http/create-key-ring';

/** A person of the demo's shop, with a key that opens the desk. */
export interface DemoKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly key: string;
}

/** The keys of one run of the demo. */
export interface DemoKeys {
  /** For `OPERATOR_KEYS_FILE`: it has digests alone. */
  readonly file: string;
  readonly keys: readonly DemoKey[];
  readonly remove: () => Promise<void>;
}

/** The people of a shop, each with what the work needs. */
const PEOPLE: Readonly<Record<string, readonly Scope[]>> = {
  support: ['orders:read'],
  finance: ['orders:read', 'refunds', 'operate'],
  engineer: ['orders:read', 'operate', 'audit'],
};

/** Makes new keys and their file, which only this user may read. */
export async function makeDemoKeys(): Promise<DemoKeys> {
  const keys = Object.entries(PEOPLE).map(([name, scopes]) => ({
    name,
    scopes,
    key: `chk_${randomBytes(32).toString('base64url')}`,
  }));
  const folder = await mkdtemp(join(tmpdir(), 'checkout-demo-'));
  const file = join(folder, 'keys.json');
  const created_at = new Date().toISOString();
  const records = keys.map(({ name, scopes, key }) => ({
    name,
    scopes: [...scopes],
    sha256: digestOf(key),
    created_at,
  }));
  await writeFile(file, formatKeysFile(records), { mode: 0o600 });
  return { file, keys, remove: () => rm(folder, { recursive: true, force: true }) };
}
