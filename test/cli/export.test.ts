import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExportArguments } from '../../src/cli/export-arguments';
import { runExport } from '../../src/cli/run-export';

const PERIOD = { from: new Date('2026-11-29T15:00:00Z'), to: new Date('2026-11-30T15:00:00Z') };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['payments --day 2026-11-30', { kind: 'payments', period: PERIOD, out: 'payments-2026-11-30.csv' }],
  ['cancels --day 2026-11-30 --out /tmp/a.csv', { kind: 'cancels', period: PERIOD, out: '/tmp/a.csv' }],
  ['payments --month 2026-11', expect.objectContaining({ out: 'payments-2026-11.csv' })],
  ['payments', null],
  ['payments --day 2026-11-31', null],
  ['payments --day 2026-11-30 --month 2026-11', null],
  ['orders --day 2026-11-30', null],
  ['payments cancels --day 2026-11-30', null],
  ['payments --days 2026-11-30', null],
])('npm run export -- %s', (line, expected) => {
  expect(readExportArguments(line.split(' '))).toEqual(expected);
});

test('the file has its name once it is whole', async () => {
  const out = join(folder, 'a.csv');
  await runExport(
    async function* () {
      yield [[1, 'imp_1']];
      expect(await readdir(folder)).toEqual(['a.csv.part']);
      yield [['end', 1]];
    },
    { kind: 'payments', period: PERIOD, out },
  );
  expect(await readdir(folder)).toEqual(['a.csv']);
  expect(await readFile(out, 'utf8')).toMatch(/^\uFEFFno,imp_uid,.*\r\n1,imp_1\r\nend,1\r\n$/);
});

test('after a fault there is no file', async () => {
  const out = join(folder, 'a.csv');
  const failing = runExport(
    async function* () {
      yield [[1, 'imp_1']];
      throw new Error('gone');
    },
    { kind: 'payments', period: PERIOD, out },
  );
  await expect(failing).rejects.toThrow('gone');
  expect(await readdir(folder)).toEqual([]);
});
