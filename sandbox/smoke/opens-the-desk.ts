import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { formatKeysFile } from '../../src/config/keys-file';
import type { Checks } from './checks';

/** Writes a file with the digest of a new key that may read orders. @returns the key */
export async function writeDeskKey(path: string): Promise<string> {
  const key = `chk_${randomBytes(32).toString('base64url')}`;
  const sha256 = createHash('sha256').update(key).digest('hex');
  const record = { name: 'smoke', scopes: ['orders:read' as const], sha256, created_at: new Date().toISOString() };
  await writeFile(path, formatKeysFile([record]), { mode: 0o600 });
  return key;
}

/** The desk of the built server: its files are there, a key signs in, and the first page is shown. */
export async function opensTheDesk(url: string, key: string, { check }: Checks): Promise<void> {
  const form = await fetch(`${url}/desk/sign-in`);
  const page = await form.text();
  check(form.status === 200, 'GET /desk/sign-in 200');
  const files = [...page.matchAll(/(?:href|src)="(\/desk\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  const statuses = await Promise.all(files.map(async (path) => (await fetch(url + path)).status));
  check(files.length > 2 && statuses.every((status) => status === 200), 'its style sheet, script and icon 200');

  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page) ?? [];
  const signIn = await fetch(`${url}/desk/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie: cookiesOf(form) },
    body: new URLSearchParams({ csrf, key }),
  });
  check(signIn.status === 303, 'POST /desk/sign-in 303 to the first page');
  const first = await fetch(`${url}/desk`, { headers: { cookie: cookiesOf(signIn) } });
  check(first.status === 200 && (await first.text()).includes('<nav'), 'GET /desk 200 with the menu');
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
