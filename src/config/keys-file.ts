import { z } from 'zod';
import { RESERVED_NAMES, SCOPES } from '../domain/access-key';

/** One key of an operator, as the file holds it: its digest, never the key. */
const KeyRecord = z.strictObject(
  {
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'must be 1 to 40 of a-z 0-9 . _ - and begin with a letter or digit')
      .refine((name) => !RESERVED_NAMES.includes(name), `must not be ${RESERVED_NAMES.join(', ')}`),
    scopes: z
      .array(z.enum(SCOPES, `must be of ${SCOPES.join(', ')}`))
      .min(1, 'must name a scope')
      .refine((scopes) => new Set(scopes).size === scopes.length, 'must name each scope once'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal, as `npm run keys -- new` writes it'),
    created_at: z.iso.datetime('must be a time in UTC'),
  },
  'must have name, scopes, sha256 and created_at, and nothing else',
);
export type KeyRecord = z.output<typeof KeyRecord>;

const MAX_KEYS = 1_000;
const KeysFile = z.strictObject(
  {
    keys: z
      .array(KeyRecord, 'must be a list')
      .max(MAX_KEYS, `must have at most ${MAX_KEYS} keys`)
      .refine((keys) => new Set(keys.map(({ sha256 }) => sha256)).size === keys.length, 'must have each sha256 once'),
  },
  'must be {"keys": [...]}',
);

/** A file of keys that cannot be used. The message names every problem and contains nothing of the file. */
export class KeysFileError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'KeysFileError';
  }
}

/** Parses the file of `OPERATOR_KEYS_FILE`. @throws KeysFileError naming every problem */
export function parseKeysFile(text: string): readonly KeyRecord[] {
  const parsed = KeysFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.keys;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'it'} ${message}`);
  throw new KeysFileError([...new Set(problems)]);
}

/** The text of the file: one key per line. */
export function formatKeysFile(keys: readonly KeyRecord[]): string {
  return `{"keys":[${keys.map((key) => `\n  ${JSON.stringify(key)}`).join(',')}\n]}\n`;
}

/** Node's message quotes the text, which may hold a key by mistake. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeysFileError(['it is not valid JSON']);
  }
}
