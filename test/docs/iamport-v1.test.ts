import { readdirSync } from 'node:fs';
import { paymentSchema } from '../sandbox/iamport/payment-schema';
import { read } from './documents';

const TEXT = read('docs', 'iamport-v1.md');

/** The sections that files name: `§2.4`, `§3 to §5`, or a row of a table, `§10 no. 16`. */
function sectionsNamedIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|md)$/.test(path));
  return files.flatMap((path) =>
    [...read(folder, path).matchAll(/§\d+(?:\.\d+)?(?: no\. \d+)?/g)].map(([name]) => name),
  );
}

/** Whether there is a heading of that number, and in its section a row of that number where one is named. */
function isThere(name: string): boolean {
  const [section = '', row] = name.split(' no. ');
  const [, text] = new RegExp(`^(#+ ${section.replace('.', '\\.')} .*(?:\\n(?!#).*)*)`, 'm').exec(TEXT) ?? [];
  return text !== undefined && (row === undefined || new RegExp(`^\\| ${row} +\\|`, 'm').test(text));
}

test('docs/iamport-v1.md names every field of the payment object, and no other', () => {
  const [, section = ''] = /\n### §2\.3 The payment object\n(.*?)\n### /s.exec(TEXT) ?? [];
  const firstCells = section.split('\n').flatMap((line) => /^\| (`.*?) +\|/.exec(line)?.[1] ?? []);
  const fields = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(fields.toSorted()).toEqual(Object.keys(paymentSchema.shape).toSorted());
});

test.each(['src', 'sandbox', 'test', 'bench', 'chaos', 'docs'])('every § named in %s is a heading there', (folder) => {
  const named = [...new Set(sectionsNamedIn(folder))];
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

test('sections are found in the code, and a missing section is reported', () => {
  expect(new Set(sectionsNamedIn('src')).size).toBeGreaterThan(20);
  expect(['§2.4', '§10 no. 16', '§14.8'].filter((name) => !isThere(name))).toEqual([]);
  expect(['2.7', '15', '10 no. 33', '2 no. 1'].filter((number) => isThere(`§${number}`))).toEqual([]);
});

test('every label of a source is listed, and every listed label is used', () => {
  const [sources = '', ...rest] = TEXT.slice(TEXT.indexOf('## §0 ')).split(/(?=^## §1 )/m);
  const listed = [...sources.matchAll(/^\| ([A-Z][A-Z0-9-]+(?:, [A-Z0-9-]+)*) +\|/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  const used = [...rest.join('').matchAll(/\[([A-Z][A-Z0-9-]+)(?:[: ][^\]\n]*)?\](?!\()/g)].map(
    ([, name]) => name ?? '',
  );
  expect([...new Set(used)].toSorted()).toEqual(
    listed.filter((name) => name !== 'MANUAL' || used.includes(name)).toSorted(),
  );
});
