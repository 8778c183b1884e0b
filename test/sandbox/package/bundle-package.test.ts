import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePackage, ENTRY_POINTS } from '../../../sandbox/package/bundle-package';
import { manifestOf, packagesOf, type Manifest } from '../../../sandbox/package/manifest-of';

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

test('the package depends on what it loads, and on nothing else', async () => {
  const repository = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as Manifest;
  const made = await bundle('client/client', 'sandbox/sandbox', 'sandbox/command');
  const { dependencies, ...manifest } = manifestOf(repository, made);
  expect(dependencies).toEqual({
    express: `^${repository.dependencies['express']}`,
    'openapi-fetch': `^${repository.devDependencies?.['openapi-fetch']}`,
    standardwebhooks: `^${repository.dependencies['standardwebhooks']}`,
    zod: `^${repository.dependencies['zod']}`,
  });
  const { name, version, engines, exports, bin } = repository;
  expect(manifest).toMatchObject({ name, version, engines, exports, bin, private: true });
  expect(manifest).not.toHaveProperty('scripts');
  expect(manifest).not.toHaveProperty('devDependencies');
});
