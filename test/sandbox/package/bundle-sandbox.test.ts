import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSandbox } from '../../../sandbox/package/bundle-sandbox';
import { manifestOf, packagesOf, type Manifest } from '../../../sandbox/package/manifest-of';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
beforeAll(async () => {
  bundle = await bundleSandbox(null);
});

test('the sandbox of the package has nothing of the service in it', () => {
  const files = Object.keys(bundle.inputs);
  expect(files.length).toBeGreaterThan(80);
  expect(files.filter((file) => !/^sandbox\/(iamport|package)\//.test(file))).toEqual([]);
});

test('it loads two packages, and the package depends on no other', () => {
  const repository = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as Manifest;
  expect(packagesOf(bundle)).toEqual(['express', 'zod']);
  const { dependencies, ...manifest } = manifestOf(repository, bundle);
  expect(dependencies).toEqual({
    express: `^${repository.dependencies['express']}`,
    zod: `^${repository.dependencies['zod']}`,
  });
  const { name, version, engines, exports, bin } = repository;
  expect(manifest).toMatchObject({ name, version, engines, exports, bin, private: true });
  expect(manifest).not.toHaveProperty('scripts');
  expect(manifest).not.toHaveProperty('devDependencies');
});
