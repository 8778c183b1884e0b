import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTE_NAMES } from '../../../sandbox/iamport/api/route-names';
import { controlRoutes } from '../../../sandbox/iamport/control/control-routes';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { FAULT_KINDS } from '../../../sandbox/iamport/faults/fault';

/** sandbox/README.md is part of what is tested: its lines work, and the tests it names exist. */
const README = readFileSync(path.join(__dirname, '../../../sandbox/README.md'), 'utf8');

describe('the curl lines', () => {
  const lines = README.split('\n').filter((line) => line.startsWith('curl '));
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ sleep: async () => undefined });
  });
  afterAll(() => sandbox.close());

  test('all work, one after another', async () => {
    for (const line of lines) {
      const { url, init } = await readCurl(line, sandbox);
      const answer = await fetch(url, init);
      expect({ line, status: answer.status, text: await answer.text() }).toMatchObject({ line, status: 200 });
    }
  });

  test('turn every kind of fault', () => {
    for (const kind of Object.keys(FAULT_KINDS)) expect(lines.join('\n')).toContain(`"kind":"${kind}"`);
  });

  test('turn every setting', () => {
    for (const name of Object.keys(sandbox.settings.current())) expect(lines.join('\n')).toContain(`"${name}":`);
  });

  test('call every operation of the control API', async () => {
    const called = await Promise.all(lines.map((line) => readCurl(line, sandbox)));
    const operations = called.map(({ url, init }) => `${init.method} ${new URL(url).pathname}`);
    for (const { name } of controlRoutes(sandbox)) {
      const [method = '', place = ''] = name.split(' ');
      const pattern = new RegExp(`^${method} /_sandbox${place.replace(/:[a-z_]+/gi, '[^/]+')}$`);
      expect({ name, isThere: operations.some((it) => pattern.test(it)) }).toEqual({ name, isThere: true });
    }
  });
});

/** Reads a line as a shell and curl would, as far as the README goes. */
async function readCurl(line: string, sandbox: Sandbox): Promise<{ url: string; init: RequestInit }> {
  const match = /^curl -s (?:-X (\w+) )?\$S(\S*)(?: -H "Authorization: \$TOKEN")?(?: -d '(.*)')?$/.exec(line);
  if (!match) throw new Error(`not understood: ${line}`);
  const [, method, place = '', body] = match;
  const id = sandbox.checkouts.all().at(-1)?.id ?? 'none';
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Authorization: sandbox.tokens.issue().access_token,
  };
  const init = body === undefined ? { method: method ?? 'GET' } : { method: method ?? 'POST', headers, body };
  return { url: sandbox.url + place.replace('$ID', id), init };
}

describe('the conformance table', () => {
  const section = README.slice(README.indexOf('## Conformance'), README.indexOf('### Clients'));
  const rows = section.split('\n').filter((line) => line.startsWith('|') && line.includes('"'));

  test('has a row for each line of the checklist', () => {
    expect(rows.length).toBeGreaterThan(35);
  });

  test.each(rows.flatMap(namedTests))('$file has "$title"', ({ file, title }) => {
    const folder = file.startsWith('e2e/') ? path.join(__dirname, '../..') : __dirname;
    const source = readFileSync(path.join(folder, `${file}.test.ts`), 'utf8');
    expect(source).toContain(title);
  });
});

/** `file` "title", "title"; `file` "title" */
function namedTests(row: string): { file: string; title: string }[] {
  const proof = row.split('|')[2] ?? '';
  const files = [...proof.matchAll(/`([a-z0-9/-]+)` ((?:"[^"]+"(?:, )?)+)/g)];
  return files.flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  );
}

test('every operation of the API is proved by some test', () => {
  const proofs = ['access-token', 'payment-look-up', 'payment-search', 'prepare', 'cancel', 'banks', 'vbanks']
    .map((file) => readFileSync(path.join(__dirname, `${file}.test.ts`), 'utf8'))
    .join('\n');
  for (const name of ROUTE_NAMES) expect(proofs).toContain(name.split(/ |\/:/)[1]);
});
