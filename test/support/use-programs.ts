import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache');

/**
 * Bundles programs of src as `npm run build` does, for the tests of a file, from the sources as they are. A process that loads one
 * bundle needs a third of the time of one that compiles and loads each source.
 *
 * @param names the files without their ending, from src
 * @returns the file that node runs, by its name. It is there from `beforeAll` on.
 */
export function usePrograms<const Name extends string>(names: readonly Name[]): (name: Name) => string {
  let folder = '';
  beforeAll(async () => {
    await mkdir(CACHE, { recursive: true });
    // Here, so that it finds the packages.
    folder = await mkdtemp(join(CACHE, 'programs-'));
    await build({
      entryPoints: names.map((name) => join(ROOT, 'src', `${name}.ts`)),
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      outbase: join(ROOT, 'src'),
      outdir: join(folder, 'dist'),
      logLevel: 'warning',
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return (name) => join(folder, 'dist', `${name}.js`);
}
