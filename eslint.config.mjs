import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const RESTRICT = '@typescript-eslint/no-restricted-imports';

/** Every package and every `node:` module, except those named. */
const packagesExcept = (...allowed) => {
  const names = allowed.map((name) => `${name.replaceAll('/', '\\/')}(\\/|$)`);
  return { regex: `^(?!\\.)(?!(${names.join('|') || '$^'}))`, message: 'This folder may not import that package.' };
};
/** Folders of src, seen from a folder beside them. */
const folders = (...names) => ({
  regex: `^(\\.\\.\\/)+(${names.join('|')})(\\/|$)`,
  message: 'This folder may not import that one (see the import rules in docs/architecture.md).',
});
/** The same, but types may come through. */
const onlyTypesOf = (...names) => ({ ...folders(...names), allowTypeImports: true });
const OUTSIDE = folders('sandbox', 'bench', 'chaos', 'test');

/** The text of a cancel's state, which no order has. */
const CANCEL_STATE = 'Literal[value=/^(requested|sent|accepted|done|refused|unclear|dropped)$/]';

const importRules = (files, ...patterns) => ({ files, rules: { [RESTRICT]: ['error', { patterns }] } });

export default defineConfig(
  globalIgnores([
    'dist',
    'coverage',
    'screenshots',
    '**/*.js',
    'examples/express',
    'examples/nestjs',
    'examples/react',
    'src/client/openapi.d.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/cli read the environment.' },
        { object: 'process', property: 'exit', message: 'Only src/cli exit.' },
      ],
    },
  },
  importRules(['src/domain/*.ts'], { regex: '^(?!\\./)', message: 'domain imports nothing but itself.' }),
  importRules(['src/domain/cancel/**'], {
    regex: '^(?!\\.\\.?/)|^\\.\\./\\.\\./',
    message: 'domain imports nothing but itself.',
  }),
  {
    files: ['src/**'],
    ignores: ['src/domain/cancel/move-cancel.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          `ObjectExpression > Property:matches([key.name="state"], [key.value="state"]) > .value ${CANCEL_STATE}`,
          `ObjectExpression > Property:matches([key.name="state"], [key.value="state"]) > ${CANCEL_STATE}.value`,
          `AssignmentExpression[left.property.name="state"]`,
        ].map((selector) => ({ selector, message: 'Only moveCancel sets the state of a cancel.' })),
        {
          selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"], Property[key.name="dangerouslySetInnerHTML"]',
          message: 'Every value in a page is escaped.',
        },
      ],
    },
  },
  importRules(
    ['src/iamport/**'],
    packagesExcept('axios', 'zod', 'cockatiel', 'lru-cache', 'rate-limiter-flexible', 'node:http', 'node:https'),
    folders('store', 'services', 'http', 'notify', 'workers', 'composition', 'library', 'cli', 'config', 'desk'),
    OUTSIDE,
  ),
  importRules(
    ['src/store/**'],
    packagesExcept('mongoose', 'node:async_hooks'),
    folders(
      'iamport',
      'services',
      'http',
      'notify',
      'workers',
      'composition',
      'library',
      'cli',
      'config',
      'lib',
      'desk',
    ),
    OUTSIDE,
  ),
  importRules(
    ['src/services/**'],
    packagesExcept(),
    folders('http', 'workers', 'composition', 'library', 'cli', 'config', 'desk'),
    onlyTypesOf('iamport', 'store', 'notify'),
    OUTSIDE,
  ),
  importRules(
    ['src/notify/**'],
    { group: ['express', 'mongoose'] },
    folders('services', 'http', 'store', 'iamport', 'workers', 'composition', 'library', 'cli', 'config', 'desk'),
    OUTSIDE,
  ),
  importRules(
    ['src/http/**'],
    { group: ['mongoose', 'axios'] },
    folders('store', 'iamport', 'notify', 'workers', 'composition', 'library', 'cli', 'config', 'desk'),
    OUTSIDE,
  ),
  importRules(
    ['src/desk/**'],
    packagesExcept(
      'express',
      'express-rate-limit',
      'rate-limiter-flexible',
      'lru-cache',
      'preact',
      'preact-render-to-string',
      'zod',
      'node:crypto',
      'node:fs',
      'node:path',
    ),
    folders('store', 'iamport', 'notify', 'workers', 'composition', 'library', 'cli', 'config'),
    onlyTypesOf('services'),
    OUTSIDE,
  ),
  importRules(
    ['src/workers/**'],
    { group: ['express', 'mongoose', 'axios'] },
    folders('store', 'iamport', 'notify', 'http', 'composition', 'library', 'cli', 'config', 'desk'),
    OUTSIDE,
  ),
  importRules(
    ['src/lib/**'],
    { regex: '^\\.\\./', message: 'lib imports no other folder.' },
    packagesExcept(
      'cockatiel',
      'csv-stringify',
      'rate-limiter-flexible',
      'node:async_hooks',
      'node:diagnostics_channel',
      'node:fs',
      'node:http',
      'node:https',
      'node:path',
      'node:stream',
    ),
  ),
  importRules(
    ['src/metrics/**'],
    { regex: '^\\.\\./', message: 'metrics imports no other folder.' },
    packagesExcept('prom-client'),
  ),
  importRules(
    ['src/config/**'],
    packagesExcept('zod'),
    folders(
      'iamport',
      'store',
      'services',
      'notify',
      'http',
      'workers',
      'composition',
      'library',
      'cli',
      'lib',
      'desk',
    ),
    OUTSIDE,
  ),
  importRules(['src/composition/**'], folders('library', 'cli'), OUTSIDE),
  importRules(
    ['src/library/**', 'src/index.ts'],
    folders('cli', 'desk'),
    { group: ['mongoose', 'axios'], allowTypeImports: true },
    OUTSIDE,
  ),
  importRules(['src/main.ts', 'src/cli/**'], OUTSIDE),
  {
    files: ['src/main.ts', 'src/cli/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  importRules(['sandbox/iamport/**'], folders('src', 'test', 'bench', 'chaos')),
  // The shop is a merchant's: of ours it has the client alone.
  importRules(['sandbox/shop/**'], folders('src(?!\\/client$)', 'test', 'bench', 'chaos')),
  importRules(
    ['src/client/**'],
    { regex: '^\\.\\./', message: 'client imports no other folder.' },
    packagesExcept('openapi-fetch', 'standardwebhooks', 'node:crypto', 'node:timers/promises'),
  ),
  {
    files: ['sandbox/**', 'bench/**', 'chaos/**'],
    rules: { 'no-console': 'off' },
  },
);
