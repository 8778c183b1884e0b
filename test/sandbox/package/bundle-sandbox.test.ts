import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSandbox } from '../../../sandbox/package/bundle-sandbox';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

type Bundle = Awaited<ReturnType<typeof bundleSandbox>>;
let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleSandbox(null);
});

/** The packages that a bundle loads, without Node.js's own modules. */
const packagesOf = ({ outputs }: Bundle) =>
  Object.values(outputs)
    .flatMap(({ imports }) => imports)
    // What is only looked for is jQuery, of which the package has a copy.
    .filter(({ path, external, kind }) => external && kind !== 'require-resolve' && !path.startsWith('node:'))
    .map(({ path }) => path);

test('the sandbox of the package has nothing of the service in it', () => {
  const files = Object.keys(bundle.inputs);
  expect(files.length).toBeGreaterThan(80);
  expect(files.filter((file) => !/^sandbox\/(iamport|package)\//.test(file))).toEqual([]);
});

test('it imports two packages, which the package depends on', () => {
  expect([...new Set(packagesOf(bundle))].toSorted()).toEqual(['express', 'zod']);
  const { dependencies } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as Manifest;
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['express', 'zod']));
});
