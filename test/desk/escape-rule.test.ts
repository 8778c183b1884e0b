import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Lints a text by the repository's own rule alone, which needs no types. Jest cannot load the configuration itself. */
const SCRIPT = `
  import { readFileSync } from 'node:fs';
  import { Linter } from 'eslint';
  import tseslint from 'typescript-eslint';
  import config from './eslint.config.mjs';
  const parserOptions = { ecmaFeatures: { jsx: true } };
  const base = { files: ['**/*.tsx'], languageOptions: { parser: tseslint.parser, parserOptions } };
  const rules = config.filter((each) => each.rules?.['no-restricted-syntax']);
  const found = new Linter({ cwd: process.cwd() }).verify(readFileSync(0, 'utf8'), [base, ...rules], { filename: 'src/desk/page.tsx' });
  console.log(JSON.stringify(found));
`;

test('the linter finds each way to put text into a page unescaped', () => {
  const input = [
    'export const a = (html: string) => <p dangerouslySetInnerHTML={{ __html: html }} />;',
    'export const b = (html: string) => <p {...{ dangerouslySetInnerHTML: { __html: html } }} />;',
    'export const c = (text: string) => <p>{text}</p>;',
  ].join('\n');
  const options = { cwd: join(__dirname, '..', '..'), input, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], options);
  if (stdout === '') throw new Error(stderr);
  const found = JSON.parse(stdout) as { line: number; message: string }[];
  expect(found.map(({ line }) => line)).toEqual([1, 2]);
});
