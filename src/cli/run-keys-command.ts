import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import type { KeyRecord } from '../config/keys-file';
import { SCOPES, type Scope } from '../domain/access-key';
import { changeKeysFile, readKeysFile } from './keys-store';

export const KEYS_USAGE = `Usage:
  npm run keys -- new NAME --scopes SCOPE,SCOPE    makes a key, shows it once, and adds its digest to the file
  npm run keys -- list                             lists the keys
  npm run keys -- remove NAME [--id ID]            removes a key; ID where several have the name

  NAME        a person or a program: 1 to 40 of a-z 0-9 . _ -
  SCOPE       ${SCOPES.join(', ')}
  --file F    the file; without it, OPERATOR_KEYS_FILE

A running service reads the file again on SIGHUP. Exit codes: 0 when done, 1 when it failed, 2 when the arguments are wrong.
`;

export interface KeysCommandDeps {
  /** `OPERATOR_KEYS_FILE`. */
  readonly defaultFile: string | undefined;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Buffer;
  /** Writes the result: for a new key, the key alone. */
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

type Command = { readonly file: string } & (
  | { readonly name: 'new'; readonly owner: string; readonly scopes: readonly Scope[] }
  | { readonly name: 'list' }
  | { readonly name: 'remove'; readonly owner: string; readonly id: string | null }
);

const OPTIONS = { scopes: { type: 'string' }, file: { type: 'string' }, id: { type: 'string' } } as const;
/** Lets scanners of secrets find a key that was committed or posted by mistake. */
const PREFIX = 'chk_';
/** 256 bits: nobody can try so many keys, so the digest needs neither salt nor a slow hash. */
const KEY_BYTES = 32;
const ID_LENGTH = 12;

/** @returns null where the arguments are wrong */
export function parseKeysCommand(args: readonly string[], defaultFile: string | undefined): Command | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const { scopes, id, file = defaultFile } = values;
    const [name, owner, ...rest] = positionals;
    if (file === undefined || file === '' || rest.length > 0) return null;
    if (name === 'list' && owner === undefined && scopes === undefined && id === undefined) return { name, file };
    if (owner === undefined) return null;
    if (name === 'remove' && scopes === undefined) return { name, file, owner, id: id ?? null };
    if (name !== 'new' || scopes === undefined || id !== undefined) return null;
    const wanted = scopes.split(',').map((scope) => SCOPES.find((each) => each === scope.trim()));
    const known = wanted.filter((scope) => scope !== undefined);
    return known.length === wanted.length ? { name, file, owner, scopes: [...new Set(known)] } : null;
  } catch {
    return null;
  }
}

/**
 * Makes, lists and removes the keys of operators.
 *
 * @returns the exit code
 * @throws KeysFileError; an error of the file system
 */
export async function runKeysCommand(args: readonly string[], deps: KeysCommandDeps): Promise<number> {
  const command = parseKeysCommand(args, deps.defaultFile);
  if (command === null) {
    deps.printError(KEYS_USAGE);
    return 2;
  }
  switch (command.name) {
    case 'list':
      deps.print(`${tableOf(await readKeysFile(command.file))}\n`);
      return 0;
    case 'new': {
      const key = PREFIX + deps.randomBytes(KEY_BYTES).toString('base64url');
      const record: KeyRecord = {
        name: command.owner,
        scopes: [...command.scopes],
        sha256: createHash('sha256').update(key).digest('hex'),
        created_at: deps.now().toISOString(),
      };
      const problem = await changeKeysFile(command.file, (keys) => [...keys, record]);
      if (problem !== null) return fail(deps, problem);
      deps.print(`${key}\n`);
      deps.printError(`This key is shown once. ${command.file} has its digest, ${idOf(record)}; ${RELOAD}\n`);
      return 0;
    }
    case 'remove': {
      const problem = await changeKeysFile(command.file, (keys) => without(keys, command.owner, command.id));
      if (problem !== null) return fail(deps, problem);
      deps.printError(`Removed; ${RELOAD}\n`);
      return 0;
    }
  }
}

const RELOAD = 'send SIGHUP to each running service';

function fail({ printError }: KeysCommandDeps, problem: string): number {
  printError(`${problem}\n`);
  return 1;
}

function without(keys: readonly KeyRecord[], owner: string, id: string | null): readonly KeyRecord[] | string {
  const found = keys.filter((key) => key.name === owner && (id === null || idOf(key) === id));
  const [first, ...others] = found;
  if (first === undefined) return `there is no such key of ${owner}`;
  if (others.length > 0) return `${owner} has several keys: name one by --id ${found.map(idOf).join(' or ')}`;
  return keys.filter((key) => key !== first);
}

/** The beginning of the digest: enough to tell keys apart. */
const idOf = ({ sha256 }: KeyRecord) => sha256.slice(0, ID_LENGTH);

function tableOf(keys: readonly KeyRecord[]): string {
  if (keys.length === 0) return 'No keys.';
  const table = new Table({ head: ['id', 'name', 'scopes', 'made'], style: { head: [] } });
  for (const key of keys) table.push([idOf(key), key.name, key.scopes.join(', '), key.created_at]);
  return table.toString();
}
