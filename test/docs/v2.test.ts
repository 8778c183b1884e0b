import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

describe.each(LANGUAGES)('$folder/v2.md', ({ folder }) => {
  const text = read(folder, 'v2.md');

  test('names files that are in the folder of their row', () => {
    const rows = tablesOf(text)
      .flat()
      .filter(([first = '']) => first.startsWith('`src/'));
    const files = rows.flatMap(([folders = '', what = '']) => {
      const [inFolder = ''] = codesIn(folders);
      return codesIn(what).flatMap((code) => (/^[a-z-]+\.ts$/.test(code) ? [join(inFolder, code)] : []));
    });
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('lists every source that it names, and names every source that it lists', () => {
    const listed = [...text.matchAll(/^\| ([A-Z][A-Z0-9]+) +\|/gm)].map(([, label = '']) => label);
    const ofTables = tablesOf(text)
      .filter(([header]) => ['Source', '출처'].includes(header?.at(-1) ?? ''))
      .flatMap(([, ...rows]) => rows.flatMap((row) => row.at(-1)?.split(', ') ?? []));
    const inText = [...text.matchAll(/\[([A-Z][A-Z0-9]+(?:, [A-Z0-9]+)*)\](?!\()/g)].flatMap(([, labels = '']) =>
      labels.split(', '),
    );
    expect(listed.length).toBeGreaterThan(15);
    expect([...new Set([...ofTables, ...inText])].toSorted()).toEqual(listed.toSorted());
  });
});
