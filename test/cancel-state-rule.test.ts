import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Lints a text by the repository's own rule alone, which needs no types. Jest cannot load the configuration itself. */
const SCRIPT = `
  import { readFileSync } from 'node:fs';
  import { Linter } from 'eslint';
  import tseslint from 'typescript-eslint';
  import config from './eslint.config.mjs';
  const { files, text } = JSON.parse(readFileSync(0, 'utf8'));
  const rules = config.filter((each) => each.rules?.['no-restricted-syntax']);
  const all = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...rules];
  const linter = new Linter({ cwd: process.cwd() });
  console.log(JSON.stringify(files.map((filename) => linter.verify(text, all, { filename }))));
`;

const SETS = [
  `export const a = (cancel: object) => ({ ...cancel, state: 'done' });`,
  `export const b = (cancel: object) => ({ ...cancel, state: 'sent' as const });`,
  `export const c = (cancel: object, is: boolean) => ({ ...cancel, 'state': is ? 'refused' : 'unclear' });`,
  `export const d = (cancel: { state: string }) => { cancel.state = 'dropped'; };`,
];
const READS = [
  `export const e = { state: 'expired' };`,
  `export const f = ({ state }: { state: string }) => state === 'sent';`,
  `export const g = (state: string) => ({ isOut: state === 'sent' || state === 'accepted' });`,
];

const [SERVICE, DOMAIN, MOVER] = [
  'services/carry-out-cancel',
  'domain/cancel/send-cancel',
  'domain/cancel/move-cancel',
];

test('the linter finds a state of a cancel that is set anywhere but in moveCancel, and none that is read', () => {
  const files = [SERVICE, DOMAIN, MOVER].map((name) => `src/${name}.ts`);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    cwd: join(__dirname, '..'),
    input: JSON.stringify({ files, text: [...SETS, ...READS].join('\n') }),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  const found = JSON.parse(stdout) as { line: number; message: string }[][];
  const lines = SETS.map((_, index) => index + 1);
  const messages = found.flat();
  expect(messages.filter(({ message }) => message !== 'Only moveCancel sets the state of a cancel.')).toEqual([]);
  expect(found.map((each) => [...new Set(each.map(({ line }) => line))])).toEqual([lines, lines, []]);
});
