import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../src/composition/limits';
import { DESK_SCOPES } from '../../src/desk/create-desk';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

describe.each(LANGUAGES)('the desk, in $name', ({ folder }) => {
  const text = read(folder, 'desk.md');
  const rowsBelow = (first: string) => tablesOf(text).find((table) => table.some(([cell]) => cell === first)) ?? [];

  test('every page and form has its row with its scope, and no other', () => {
    const [, ...rows] = rowsBelow('`GET /desk`');
    const named = rows.map(([route = '', scope = '']) => [codesIn(route)[0], codesIn(scope)[0]]);
    const wanted = Object.entries(DESK_SCOPES).map(([route, scope]) => [
      route.replace(/ \/(.*)$/, (_all, path: string) => ` /desk${path === '' ? '' : `/${path}`}`),
      scope,
    ]);
    expect(named.toSorted()).toEqual(wanted.toSorted());
  });

  test('tests are named that exist for every attack', () => {
    const attacks = tablesOf(text).at(-1)?.slice(1) ?? [];
    expect(attacks.length).toBeGreaterThan(10);
    const missing = attacks.flatMap((row) => {
      const files = codesIn(row.at(-1) ?? '');
      return files.length === 0 ? row : files.filter((name) => !existsSync(join(__dirname, '..', `${name}.test.ts`)));
    });
    expect(missing).toEqual([]);
  });

  test('the limits are those of the code', () => {
    const { session, signInTries, day } = LIMITS.desk;
    const numbers = [
      ...[session.longestMs / 3_600_000, session.idleMs / 60_000],
      ...[signInTries.perSender, signInTries.inAll, signInTries.durationS / 60],
      ...[day.maxOrders, day.maxPages, day.keepMs / 1_000, LIMITS.backlog.maxCounted],
    ];
    const named = new Set([...text.matchAll(/\d[\d,]*/g)].map(([number]) => Number(number.replaceAll(',', ''))));
    expect(numbers.filter((number) => !named.has(number))).toEqual([]);
  });
});
