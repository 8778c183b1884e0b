import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePackage, ENTRY_POINTS } from '../../../sandbox/package/bundle-package';
import { manifestOf, packagesOf, PEERS, type Manifest } from '../../../sandbox/package/manifest-of';

const bundle = (...names: (keyof typeof ENTRY_POINTS)[]) => bundlePackage(names, null);

test.each([
  ['sandbox', ['sandbox/sandbox', 'sandbox/command'], /^sandbox\/(iamport|package)\//, 80, ['express', 'zod']],
  ['client', ['client/client'], /^src\/client\//, 10, ['openapi-fetch', 'standardwebhooks']],
] as const)('the %s of the package has nothing of the service in it', async (_, names, own, files, packages) => {
  const made = await bundle(...names);
  expect(Object.keys(made.inputs).length).toBeGreaterThan(files);
  expect(Object.keys(made.inputs).filter((file) => !own.test(file))).toEqual([]);
  expect(packagesOf(made)).toEqual(packages);
});

test('createCheckout of the package has no command, no desk and no contract in it', async () => {
  const made = await bundle('index');
  const files = Object.keys(made.inputs);
  expect(files.filter((file) => !file.startsWith('src/'))).toEqual([]);
  expect(files.filter((file) => /^src\/(cli|client|desk|http\/contract|main)/.test(file))).toEqual([]);
});

test('the package depends on what it loads, and on nothing else', async () => {
  const repository = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as Manifest;
  const made = await bundle(...(Object.keys(ENTRY_POINTS) as (keyof typeof ENTRY_POINTS)[]));
  const { dependencies, ...manifest } = manifestOf(repository, made);
  const versions = { ...repository.devDependencies, ...repository.dependencies };
  const needed = packagesOf(made).filter((name) => name !== 'mongoose');
  expect(needed).toEqual(expect.arrayContaining(['axios', 'express', 'openapi-fetch', 'standardwebhooks', 'zod']));
  expect(dependencies).toEqual(Object.fromEntries(needed.map((name) => [name, `^${versions[name]}`])));
  for (const name of ['dotenv', 'cli-table3', 'csv-stringify', 'swagger-ui-dist']) {
    expect(dependencies).not.toHaveProperty(name);
  }
  const { name, version, engines, exports, bin } = repository;
  expect(manifest).toMatchObject({ name, version, engines, exports, bin, private: true, sideEffects: false });
  expect(manifest).not.toHaveProperty('scripts');
  expect(manifest).not.toHaveProperty('devDependencies');
});

test('the examples run the oldest and the newest mongoose of the package’s range', () => {
  const versionIn = (example: string) =>
    (JSON.parse(readFileSync(join(__dirname, '../../../examples', example, 'package.json'), 'utf8')) as Manifest)
      .dependencies['mongoose'];
  const oldest = versionIn('commonjs') ?? '';
  const newest = versionIn('express') ?? '';
  expect(PEERS['mongoose']).toBe(`^${oldest} || ^${newest.split('.')[0]}.0.0`);
});
