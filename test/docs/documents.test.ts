import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from '../../src/domain/access-key';
import { AUDIT_ACTIONS } from '../../src/domain/audit';
import { ORDER_TRANSITIONS } from '../../src/domain/order-state';
import { REPLIES } from '../../src/http/replies';
import { ROUTE_SCOPES } from '../../src/http/route-scopes';
import { allOf, codesIn, documentsIn, ENGLISH, KOREAN, LANGUAGES, read, tablesOf } from './documents';
import { routesOfApp } from './routes-of-app';
import { settingNames } from './setting-names';

/** What a Korean shop's developer and operator do not need. */
const ENGLISH_ONLY = ['architecture.md', 'iamport-v1.md', 'testing.md'];

/** The names of a union type of texts, such as `OrderState`. */
function unionOf(type: string, ...path: string[]): string[] {
  const members = new RegExp(`^export type ${type} =([^;]*);`, 'm').exec(read(...path))?.[1] ?? '';
  return [...members.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
}

/** The fields that a route takes: those of the first object of its body's schema. */
function fieldsOf(route: string): string[] {
  const [, body = ''] = /\.strictObject\(\{\n([\s\S]*?)\n {2}\}\)/.exec(read('src', 'http', route)) ?? [];
  return [...body.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name ?? '');
}

const ATTENTION_REASONS = unionOf('AttentionReason', 'src', 'domain', 'order.ts');
const SOURCES = readdirSync(join(__dirname, '..', '..', 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => read('src', path));

describe.each(LANGUAGES)('$name', (language) => {
  const { readme, folder } = language;
  const readmeText = read(readme);
  const text = allOf(language);
  const tablesIn = (name: string) => tablesOf(read(folder, name));
  /** Some names stand in two tables, which differ in their width. */
  const rowIn = (tables: ReturnType<typeof tablesOf>, name: string, cells: number) =>
    tables.flat().find((row) => row.length === cells && row[0] === `\`${name}\``);
  /** The first table of a document whose last column names test files, without its header. */
  const provenIn = (name: string) =>
    tablesIn(name)
      .find(([header]) => header?.at(-1)?.includes('`test/http/`'))
      ?.slice(1) ?? [];
  const answers = [...tablesIn('api.md'), ...tablesIn('cancelling.md')];

  test('the README is short enough to be read', () => {
    expect(readmeText.split('\n').length - 1).toBeLessThanOrEqual(200);
  });

  test('the README has the commands in code blocks of their own', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(readmeText).toContain(`\n\`\`\`sh\n${command}\n\`\`\`\n`);
    }
  });

  test('order keys are shown that nobody can guess', () => {
    const keys = [...text.matchAll(/"merchant_uid":"([^"]+)"|\/orders\/([^:/`]+)\/cancel/g)].map(([, a, b]) => a ?? b);
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).toMatch(/^(?=.*[a-f])[0-9a-f]{32}$/);
  });

  test.each([
    ['the README', readmeText],
    ['api.md', read(folder, 'api.md')],
  ])('%s has a row for every route of the app, and for no other', (_, document) => {
    const rows = tablesOf(document).flat();
    const routes = rows.flatMap(([first = '']) => codesIn(first).filter((code) => /^[A-Z]+ \//.test(code)));
    expect(routes.map((route) => route.replace(/\?.*/, '')).toSorted()).toEqual(routesOfApp().toSorted());
  });

  test.each(Object.entries(REPLIES))('%s is answered as the table of the code does', (code, { http, message }) => {
    const [, status, words] = rowIn(answers, code, 4) ?? [];
    expect(status).toBe(String(http));
    // Its message is made anew for each request.
    if (code !== 'invalidRequest') expect(words).toBe(message);
  });

  test.each(Object.entries(ORDER_TRANSITIONS))('an order that is %s goes where the code lets it', (state, next) => {
    expect(rowIn(tablesIn('api.md'), state, 3)?.[2]).toBe(next.map((name) => `\`${name}\``).join(', '));
  });

  test.each(settingNames())('the setting %s is explained', (name) => {
    const [, unit, standard, meaning] = rowIn(tablesIn('settings.md'), name, 4) ?? [];
    expect([unit, standard, meaning].every((cell) => cell !== undefined)).toBe(true);
  });

  test('the settings of the money guards stand in both tables alike', () => {
    const [, ...guards] =
      tablesIn('money-guards.md').find((table) => table.some(([name]) => name === '`FORGED_PAYMENT`')) ?? [];
    expect(guards).toHaveLength(3);
    for (const [name = '', values, standard] of guards) {
      expect(rowIn(tablesIn('settings.md'), name.slice(1, -1), 4)?.slice(1, 3)).toEqual([values, standard]);
    }
  });

  test('every reason of attention says what to do', () => {
    const [, ...reasons] = tablesIn('money-guards.md').find(([header]) => header?.[0] === '`reason`') ?? [];
    expect(reasons.flatMap(([first = '']) => codesIn(first)).toSorted()).toEqual(ATTENTION_REASONS.toSorted());
    for (const [, what, deed] of reasons) expect([what, deed]).not.toContain('');
  });

  test.each([
    ['a registration', 'routes/post-order.ts', 'api.md', '`customer_id`'],
    ['a cancel', 'cancel-request.ts', 'cancelling.md', '`request_id`'],
  ])('every field of %s has its row, and no other', (_, route, document, one) => {
    const table = tablesIn(document).find((rows) => rows.some(([name]) => name === one)) ?? [];
    const named = table.slice(1).flatMap(([names = '']) => codesIn(names).map((code) => code.replace(/^"|".*/g, '')));
    expect(fieldsOf(route).length).toBeGreaterThan(5);
    expect(named.toSorted()).toEqual(fieldsOf(route).toSorted());
  });

  test('every scope has its row, with the routes that need it', () => {
    const [, ...scopes] = tablesIn('keys.md').find((rows) => rows.some(([name]) => name === '`refunds`')) ?? [];
    const named = scopes.map(([scope = '', , routes = '']) => [codesIn(scope)[0], codesIn(routes).toSorted()]);
    const wanted = SCOPES.map((scope) => {
      const routes = Object.entries(ROUTE_SCOPES).filter(([, needed]) => needed === scope);
      return [scope, routes.map(([route]) => route).toSorted()];
    });
    expect(named).toEqual(wanted);
  });

  test('every action of the audit log has its row, and no other', () => {
    const [, ...actions] = tablesIn('keys.md').find(([header]) => header?.[0] === '`action`') ?? [];
    expect(actions.flatMap(([name = '']) => codesIn(name))).toEqual([...AUDIT_ACTIONS]);
  });

  test('every event has its row, and no other', () => {
    const table = tablesIn('api.md').find((rows) => rows.some(([name]) => name === '`order.paid`')) ?? [];
    const named = table.slice(1).flatMap(([name = '']) => codesIn(name));
    expect(named.toSorted()).toEqual(unionOf('ShopEventType', 'src', 'domain', 'outbox.ts').toSorted());
  });

  test('every cause of a cancel has its row, and no other', () => {
    const [, ...causes] = tablesIn('cancelling.md').find(([header]) => header?.[0] === '`cause`') ?? [];
    const named = causes.flatMap(([name = '']) => codesIn(name));
    expect(named.toSorted()).toEqual(unionOf('CancelCause', 'src', 'domain', 'cancel', 'cancel.ts').toSorted());
  });

  test('every event, every source, and every kind, cause and status of a cancel is named', () => {
    const names = [
      ...unionOf('ShopEventType', 'src', 'domain', 'outbox.ts'),
      ...unionOf('Source', 'src', 'domain', 'payment.ts'),
      ...unionOf('CancelCause', 'src', 'domain', 'cancel', 'cancel.ts'),
      ...['CancelKind', 'CancelState'].flatMap((type) => unionOf(type, 'src', 'domain', 'cancel', 'cancel-state.ts')),
    ];
    expect(names.length).toBeGreaterThan(30);
    const ofShops = [read(folder, 'api.md'), read(folder, 'cancelling.md')].join('\n');
    expect(names.filter((name) => !ofShops.includes(`\`${name}\``))).toEqual([]);
  });

  test('log lines are named that the code writes', () => {
    const [, ...lines] = tablesIn('operations.md').find(([header]) => header?.[0] === '`msg`') ?? [];
    const messages = lines.flatMap(([first = '']) => codesIn(first));
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.filter((message) => !SOURCES.some((source) => source.includes(message)))).toEqual([]);
  });

  test('tests are named that exist for every attack, and for all of i’mport’s checklist that is done here', () => {
    const [attacks, checklist] = [provenIn('attacks.md'), provenIn('operations.md')];
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

test('the operators are named that the code sends to its database, and no other', () => {
  const [, asked = ''] = tablesOf(read('docs', 'testing.md'))
    .flat()
    .find(([first]) => first?.includes('`test:conformance`')) ?? [''];
  const sent = SOURCES.flatMap((source) => source.match(/\$[a-z]+\b/gi) ?? []);
  const named = codesIn(asked).filter((code) => code.startsWith('$'));
  expect(named.toSorted()).toEqual([...new Set(sent)].toSorted());
});

describe('both languages', () => {
  const names = documentsIn(KOREAN.folder);
  const skeleton = (text: string) => ({
    headings: text.match(/^#+ /gm)?.join(''),
    tables: tablesOf(text).map((table) => table.map((row) => row.length)),
    commands: text.match(/```sh\n[\s\S]*?```/g),
    diagrams: text.match(/```mermaid\n/g)?.length,
  });

  test('have the same documents, but for what a shop does not need', () => {
    expect([...names, ...ENGLISH_ONLY].toSorted()).toEqual(documentsIn(ENGLISH.folder).toSorted());
  });

  const pairs = [
    { english: ENGLISH.readme, korean: KOREAN.readme },
    ...names.map((name) => ({ english: `${ENGLISH.folder}/${name}`, korean: `${KOREAN.folder}/${name}` })),
  ];
  test.each(pairs)('$english and $korean have the same headings, tables and commands', ({ english, korean }) => {
    expect(skeleton(read(korean))).toEqual(skeleton(read(english)));
  });
});
