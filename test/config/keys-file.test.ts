import { formatKeysFile, KeysFileError, parseKeysFile, type KeyRecord } from '../../src/config/keys-file';

const DIGEST = 'a1'.repeat(32);
const KEY: KeyRecord = {
  name: 'kim',
  scopes: ['orders:read', 'refunds'],
  sha256: DIGEST,
  created_at: '2026-11-30T00:00:00.000Z',
};

function problemOf(text: string): string {
  try {
    parseKeysFile(text);
  } catch (error) {
    if (error instanceof KeysFileError) return error.message;
  }
  throw new Error('the file was taken');
}

test('a file is read as it was written, one key per line', () => {
  const keys = [KEY, { ...KEY, sha256: 'b2'.repeat(32) }];
  const text = formatKeysFile(keys);
  expect(parseKeysFile(text)).toEqual(keys);
  expect(text.split('\n').filter((line) => line.includes('sha256'))).toHaveLength(2);
  expect(parseKeysFile(formatKeysFile([]))).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['no list', {}, 'keys must be a list'],
  ['a list without a name', [KEY], 'it must be {"keys": [...]}'],
  ['further fields', { keys: [], version: 2 }, 'it must be {"keys": [...]}'],
  ['a further field of a key', { keys: [{ ...KEY, key: 'chk_secret' }] }, 'keys.0 must have name, scopes, sha256'],
  ['an unknown scope', { keys: [{ ...KEY, scopes: ['orders'] }] }, 'keys.0.scopes.0 must be of orders:write,'],
  ['no scope', { keys: [{ ...KEY, scopes: [] }] }, 'keys.0.scopes must name a scope'],
  ['a scope twice', { keys: [{ ...KEY, scopes: ['audit', 'audit'] }] }, 'keys.0.scopes must name each scope once'],
  ['a key in place of its digest', { keys: [{ ...KEY, sha256: 'chk_secret' }] }, 'keys.0.sha256 must be a SHA-256'],
  ['a digest twice', { keys: [KEY, { ...KEY, name: 'lee' }] }, 'keys must have each sha256 once'],
  ['a name with a space', { keys: [{ ...KEY, name: 'kim lee' }] }, 'keys.0.name must be 1 to 40'],
  ['the name of the shop’s key', { keys: [{ ...KEY, name: 'shop-server' }] }, 'keys.0.name must not be shop-server'],
  ['no time', { keys: [{ ...KEY, created_at: 'yesterday' }] }, 'keys.0.created_at must be a time in UTC'],
])('%s is refused, and the message says where', (_, content, problem) => {
  expect(problemOf(JSON.stringify(content))).toContain(problem);
});

test.each(['', '{"keys":[', 'chk_secret', JSON.stringify({ keys: [{ ...KEY, sha256: 'chk_secret', chk_secret: 1 }] })])(
  'the message quotes nothing of the file: %s',
  (text) => {
    expect(problemOf(text)).not.toContain('chk_secret');
  },
);

test('every problem is named', () => {
  const text = JSON.stringify({
    keys: [
      { ...KEY, name: '' },
      { ...KEY, sha256: '' },
    ],
  });
  expect(problemOf(text)).toMatch(/keys\.0\.name .*; keys\.1\.sha256 /);
});
