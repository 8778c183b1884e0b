import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ORDER_TRANSITIONS } from '../../src/domain/order-state';
import { REPLIES } from '../../src/http/error-reply';
import { codesIn, read, README_FILES, tablesOf } from './readme-tables';
import { routesOfApp } from './routes-of-app';
import { settingNames } from './setting-names';

/** The names of a union type of texts, such as `OrderState`. */
function unionOf(type: string, ...path: string[]): string[] {
  const members = new RegExp(`^export type ${type} =([^;]*);`, 'm').exec(read(...path))?.[1] ?? '';
  return [...members.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
}

const ATTENTION_REASONS = unionOf('AttentionReason', 'src', 'domain', 'order.ts');
const SOURCES = readdirSync(join(__dirname, '..', '..', 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read('src', path));

describe.each(README_FILES)('%s', (file) => {
  const text = read(file);
  const tables = tablesOf(text);
  const rows = tables.flat();
  /** Some names stand in two tables, which differ in their width. */
  const rowOf = (name: string, cells: number) => rows.find((row) => row.length === cells && row[0] === `\`${name}\``);
  /** Tables whose last column names test files. */
  const proven = tables.filter(([header]) => header?.at(-1)?.includes('`test/http/`'));

  test('is short enough to be read', () => {
    expect(text.split('\n').length - 1).toBeLessThan(640);
  });

  test('shows order keys that nobody can guess', () => {
    const keys = [...text.matchAll(/"merchant_uid":"([^"]+)"|\/orders\/([^:/`]+)\/cancel/g)].map(([, a, b]) => a ?? b);
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).toMatch(/^(?=.*[a-f])[0-9a-f]{32}$/);
  });

  test('has the commands in code blocks of their own', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(text).toContain(`\n\`\`\`sh\n${command}\n\`\`\`\n`);
    }
  });

  test('has a row for every route of the app, and for no other', () => {
    const routes = rows.flatMap(([first = '']) => codesIn(first).filter((code) => /^[A-Z]+ \//.test(code)));
    expect(routes.map((route) => route.replace(/\?.*/, '')).toSorted()).toEqual(routesOfApp().toSorted());
  });

  test.each(Object.entries(REPLIES))('answers %s as the table of the code does', (code, { http, message }) => {
    const [, status, words] = rowOf(code, 4) ?? [];
    expect(status).toBe(String(http));
    // Its message is made anew for each request.
    if (code !== 'invalidRequest') expect(words).toBe(message);
  });

  test.each(Object.entries(ORDER_TRANSITIONS))('lets %s go where the code does', (state, next) => {
    expect(rowOf(state, 3)?.[2]).toBe(next.map((name) => `\`${name}\``).join(', '));
  });

  test.each(settingNames())('explains the setting %s', (name) => {
    const [, unit, standard, meaning] = rowOf(name, 4) ?? [];
    expect([unit, standard, meaning].every((cell) => cell !== undefined)).toBe(true);
  });

  test('says what to do about every reason of attention', () => {
    const [, ...reasons] = tables.find(([header]) => header?.[0] === '`reason`') ?? [];
    expect(reasons.flatMap(([first = '']) => codesIn(first)).toSorted()).toEqual(ATTENTION_REASONS.toSorted());
    for (const [, what, deed] of reasons) expect([what, deed]).not.toContain('');
  });

  test('names every event, every road, and every kind, cause and status of a cancel', () => {
    const names = [
      ...unionOf('ShopEventType', 'src', 'domain', 'outbox.ts'),
      ...unionOf('Road', 'src', 'domain', 'payment.ts'),
      ...['CancelKind', 'CancelCause', 'CancelState'].flatMap((type) => unionOf(type, 'src', 'domain', 'cancel.ts')),
    ];
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('names the operators that the code sends to its database, and no other', () => {
    const [, asked = ''] = rows.find(([first]) => first?.includes('`test:conformance`')) ?? [];
    const sent = SOURCES.flatMap((source) => source.match(/\$[a-z]+\b/gi) ?? []);
    const named = codesIn(asked).filter((code) => code.startsWith('$'));
    expect(named.toSorted()).toEqual([...new Set(sent)].toSorted());
  });

  test('names log lines that the code writes', () => {
    const [, ...lines] = tables.find(([header]) => header?.[0] === '`msg`') ?? [];
    const messages = lines.flatMap(([first = '']) => codesIn(first));
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.filter((message) => !SOURCES.some((source) => source.includes(message)))).toEqual([]);
  });

  test('names tests that exist for every attack, and for all of i’mport’s checklist that is done here', () => {
    const [attacks = [], checklist = []] = proven.map((table) => table.slice(1));
    expect([attacks.length, checklist.length].every((count) => count > 10)).toBe(true);
    const ofService = checklist.filter(([, by = '']) => /here|여기/.test(by));
    expect(ofService.length).toBeGreaterThan(10);
    const unproven = [...attacks, ...ofService].filter((row) => codesIn(row.at(-1) ?? '').length === 0);
    expect(unproven).toEqual([]);
    const files = [...attacks, ...checklist].flatMap((row) => codesIn(row.at(-1) ?? ''));
    expect(files.filter((name) => !isTest(name))).toEqual([]);
  });
});

/** A name without a folder is of test/http. */
function isTest(name: string): boolean {
  const path = name.includes('/') ? name.split('/') : ['http', name];
  return existsSync(`${join(__dirname, '..', ...path)}.test.ts`);
}

test('both languages have the same tables and the same commands', () => {
  const skeleton = (text: string) => ({
    headings: text.match(/^#+ /gm)?.join(''),
    tables: tablesOf(text).map((table) => table.map((row) => row.length)),
    commands: text.match(/```sh\n[\s\S]*?```/g),
    diagrams: text.match(/```mermaid\n/g)?.length,
  });
  expect(skeleton(read('README.ko.md'))).toEqual(skeleton(read('README.md')));
});

test.each(README_FILES)('every link of %s to a heading leads there', (file) => {
  const text = read(file);
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
});
