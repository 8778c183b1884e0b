import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePackage } from '../../sandbox/package/bundle-package';
import { exports as EXPORTS, name as NAME } from '../../package.json';

const ROOT = join(__dirname, '..', '..');

/** Copies an example, and puts the client of the package there, as an installation does, for one test file. */
export function installClient(example: string) {
  const source = join(ROOT, 'examples', example);
  let folder = '';
  beforeAll(async () => {
    // Within node_modules, so that the packages that the client loads are found.
    const cache = join(ROOT, 'node_modules', '.cache');
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(join(cache, `${example}-`));
    const isSource = (path: string) => !path.startsWith(join(source, 'node_modules'));
    await cp(source, folder, { recursive: true, filter: isSource });
    const installed = join(folder, 'node_modules', NAME);
    const dist = join(installed, 'dist');
    await bundlePackage(['client/client'], dist);
    await writeFile(join(dist, 'client', 'client.mjs'), `export * from './client.js';\n`);
    await writeFile(join(installed, 'package.json'), JSON.stringify({ name: NAME, exports: EXPORTS }));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return { folder: () => folder };
}
