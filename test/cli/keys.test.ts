import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKeysCommand } from '../../src/cli/run-keys-command';
import { parseKeysFile } from '../../src/config/keys-file';
import { createKeyRing, digestOf } from '../../src/http/create-key-ring';
import { keysText, useKeysFile } from '../support/operator-keys';
import { usePrograms } from '../support/use-programs';

/** The command as a process of its own. */
const program = usePrograms(['cli/keys']);
const file = useKeysFile('');
beforeEach(() => rmSync(file.path, { force: true }));

async function run(args: readonly string[], env: Readonly<Record<string, string>> = { OPERATOR_KEYS_FILE: file.path }) {
  const child = spawn(process.execPath, [program('cli/keys'), ...args], {
    // Started elsewhere, so that a developer's own .env is not read.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...output };
}
const stored = () => parseKeysFile(readFileSync(file.path, 'utf8'));
const idOf = (index: number) => stored()[index]?.sha256.slice(0, 12) ?? '';

test.each([
  [
    ['new', 'kim', '--scopes', 'orders:read, refunds'],
    { name: 'new', owner: 'kim', scopes: ['orders:read', 'refunds'] },
  ],
  [['new', 'kim', '--scopes', 'audit,audit'], { name: 'new', owner: 'kim', scopes: ['audit'] }],
  [['list'], { name: 'list' }],
  [['remove', 'kim'], { name: 'remove', owner: 'kim', id: null }],
  [['remove', 'kim', '--id', 'a1'], { name: 'remove', owner: 'kim', id: 'a1' }],
  [[], null],
  [['new', 'kim'], null],
  [['new', '--scopes', 'audit'], null],
  [['new', 'kim', '--scopes', ''], null],
  [['new', 'kim', '--scopes', 'everything'], null],
  [['new', 'kim', 'lee', '--scopes', 'audit'], null],
  [['list', 'kim'], null],
  [['remove'], null],
  [['remove', 'kim', '--all'], null],
])('the arguments %j mean %j', (args, command) => {
  expect(parseKeysCommand(args, 'F')).toEqual(command && { file: 'F', ...command });
  expect(parseKeysCommand(args, undefined)).toBeNull();
  if (command !== null) expect(parseKeysCommand([...args, '--file', 'G'], 'F')).toEqual({ file: 'G', ...command });
});

test('a new key is shown once, has 256 random bits, and the file, which only its owner may read, has its digest', async () => {
  const made = await run(['new', 'kim', '--scopes', 'refunds,orders:read']);
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^chk_[A-Za-z0-9_-]{43}\n$/);
  const key = made.out.trim();
  expect(made.err).not.toContain(key);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(readFileSync(file.path, 'utf8')).not.toContain(key);
  expect(stored()).toMatchObject([{ name: 'kim', scopes: ['refunds', 'orders:read'], sha256: digestOf(key) }]);
  const listed = await run(['list']);
  expect(listed.out).toContain('refunds, orders:read');
  expect(listed.out + listed.err).not.toContain(key);
});

test('several keys of one name stand side by side; one is removed by its id', async () => {
  await run(['new', 'kim', '--scopes', 'refunds']);
  await run(['new', 'kim', '--scopes', 'refunds']);
  const [first, second] = [idOf(0), idOf(1)];
  const unclear = await run(['remove', 'kim']);
  expect([unclear.code, unclear.err]).toEqual([1, expect.stringContaining(`--id ${first} or ${second}`)]);
  expect((await run(['remove', 'kim', '--id', first])).code).toBe(0);
  expect(stored().map(({ sha256 }) => sha256.slice(0, 12))).toEqual([second]);
  expect((await run(['remove', 'lee'])).code).toBe(1);
  expect((await run(['remove', 'kim'])).code).toBe(0);
  expect((await run(['list'])).out).toBe('No keys.\n');
});

test('a file that cannot be used is not touched', async () => {
  writeFileSync(file.path, '{"keys":');
  const made = await run(['new', 'kim', '--scopes', 'refunds']);
  expect([made.code, made.out, made.err]).toEqual([1, '', 'it is not valid JSON\n']);
  expect(readFileSync(file.path, 'utf8')).toBe('{"keys":');
  expect(existsSync(`${file.path}.new`)).toBe(false);
});

test('a name that the service would refuse makes no key', async () => {
  const made = await run(['new', 'shop-server', '--scopes', 'refunds']);
  expect([made.code, made.out, made.err]).toEqual([1, '', expect.stringContaining('must not be shop-server')]);
  expect(existsSync(file.path)).toBe(false);
});

test('a second change at the same time is refused, and takes nothing back', async () => {
  writeFileSync(`${file.path}.new`, '');
  const made = await run(['new', 'kim', '--scopes', 'refunds']);
  expect([made.code, made.out, made.err]).toEqual([1, '', expect.stringContaining(`${file.path}.new exists`)]);
  rmSync(`${file.path}.new`);
  const codes = await Promise.all(['kim', 'lee'].map((name) => run(['new', name, '--scopes', 'refunds'])));
  expect(stored()).toHaveLength(codes.filter(({ code }) => code === 0).length);
});

test('a file behind a link is replaced where it is, and only its owner and group may read it', async () => {
  file.write(keysText({ lee: ['audit'] }));
  chmodSync(file.path, 0o644);
  const link = join(file.folder, 'link.json');
  symlinkSync(file.path, link);
  expect((await run(['new', 'kim', '--scopes', 'refunds', '--file', link], {})).code).toBe(0);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(stored().map(({ name }) => name)).toEqual(['lee', 'kim']);
  expect(statSync(file.path).mode & 0o777).toBe(0o640);
});

test('without a file the usage is shown', async () => {
  const { code, err } = await run(['list'], {});
  expect([code, err]).toEqual([2, expect.stringContaining('Usage')]);
});

describe('the ring of keys', () => {
  const key = { name: 'kim', scopes: ['audit'], digest: digestOf('chk_kim'), maySignIn: true } as const;

  test('the shop’s key has every scope but audit, and nobody signs in with it', () => {
    expect(createKeyRing('orders-key-0123456789').find('orders-key-0123456789')).toMatchObject({
      name: 'shop-server',
      scopes: ['orders:write', 'orders:read', 'refunds', 'operate'],
      maySignIn: false,
    });
  });

  test('an operator’s key of the same text adds nothing to the shop’s key', () => {
    const ring = createKeyRing('chk_kim');
    ring.replace([key]);
    expect(ring.find('chk_kim')).toMatchObject({ name: 'shop-server', maySignIn: false });
  });

  test('a removed key is found no more, by itself or by its digest, so that its sessions end', () => {
    const ring = createKeyRing('orders-key-0123456789');
    ring.replace([key]);
    expect([ring.find('chk_kim'), ring.findByDigest(key.digest)]).toEqual([key, key]);
    ring.replace([]);
    expect([ring.find('chk_kim'), ring.findByDigest(key.digest)]).toEqual([null, null]);
  });
});
