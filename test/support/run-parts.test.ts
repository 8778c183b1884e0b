import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runParts, type Group, type Part } from './run-parts';

const exitsWith = (code: number): Part['command'] => [process.execPath, '-e', `process.exit(${code})`];

async function report(parts: readonly (Part | Group)[]) {
  const lines: string[] = [];
  const isGood = await runParts(parts, (line) => lines.push(line));
  return {
    isGood,
    report: lines
      .at(-1)
      ?.split('\n')
      .filter((line) => line !== '' && !line.startsWith('===')),
  };
}

test('all other parts run and are reported after one that fails, cannot start or is killed', async () => {
  const found = await report([
    { name: 'first', command: exitsWith(1) },
    { name: 'second', command: ['/nowhere/at-all'] },
    { name: 'third', command: [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'] },
    { name: 'fourth', command: exitsWith(0), missing: 'there is no engine' },
    { name: 'fifth', command: exitsWith(0) },
  ]);
  expect(found.isGood).toBe(false);
  expect(found.report?.map((line) => line.replace(/\s+\d+ s\s+/, ' '))).toEqual([
    'failed first',
    'failed second',
    'failed third',
    'skipped fourth',
    'passed fifth',
  ]);
});

test('the run succeeds where no part fails, and each part gets only its own settings', async () => {
  const wantsOnly = (value: string): Part['command'] => [
    process.execPath,
    '-e',
    `process.exit(process.env.RUN_PARTS_TEST === '${value}' ? 0 : 1)`,
  ];
  const found = await report([
    { name: 'first', command: wantsOnly('one'), env: { RUN_PARTS_TEST: 'one' } },
    { name: 'second', command: wantsOnly('two'), env: { RUN_PARTS_TEST: 'two' } },
    { name: 'third', command: exitsWith(0), missing: 'there is no engine' },
  ]);
  expect(found.isGood).toBe(true);
});

describe('in a group', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'run-parts-'))));
  afterEach(() => rm(directory, { recursive: true }));

  /** A command that ends when the other one has begun. */
  const meets = (own: string, other: string, code: number): Part['command'] => [
    process.execPath,
    '-e',
    `const { existsSync, writeFileSync } = require('node:fs');
     writeFileSync('${join(directory, own)}', '');
     setInterval(() => existsSync('${join(directory, other)}') && process.exit(${code}), 10);`,
  ];
  /** A command that fails if the other one has begun. */
  const isBefore = (other: string): Part['command'] => [
    process.execPath,
    '-e',
    `process.exit(require('node:fs').existsSync('${join(directory, other)}') ? 1 : 0)`,
  ];

  test('parts run at the same time, and each counts', async () => {
    const found = await report([
      [
        { name: 'first', command: meets('a', 'b', 0) },
        { name: 'second', command: meets('b', 'a', 1) },
      ],
      { name: 'third', command: exitsWith(0) },
    ]);
    expect(found.isGood).toBe(false);
    expect(found.report?.map((line) => line.replace(/\s+\d+ s\s+/, ' '))).toEqual([
      'passed first',
      'failed second',
      'passed third',
    ]);
  });

  test('the parts of an inner list follow each other, beside the others, and after one that fails', async () => {
    const found = await report([
      [
        [
          { name: 'first', command: isBefore('c') },
          { name: 'second', command: exitsWith(1) },
          { name: 'third', command: meets('c', 'd', 0) },
        ],
        { name: 'beside', command: meets('d', 'c', 0) },
      ],
    ]);
    expect(found.isGood).toBe(false);
    expect(found.report?.map((line) => line.replace(/\s+\d+ s\s+/, ' '))).toEqual([
      'passed first',
      'failed second',
      'passed third',
      'passed beside',
    ]);
  });
});
