import { runParts, type Part } from './run-parts';

const exitsWith = (code: number): Part['command'] => [process.execPath, '-e', `process.exit(${code})`];

async function report(parts: readonly Part[]) {
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

test('what fails, cannot be started or is killed keeps no other part from running, and from being reported', async () => {
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

test('all is well where none failed; the settings of a part reach it alone', async () => {
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
