import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSandbox } from './bundle-sandbox';
import { run } from './pack';

const OUT = join('dist', 'sandbox');
const SOURCES = join('sandbox', 'iamport');
/** What the sandbox reads while it runs, in the folders in which its sources have it. */
const FILES = [join('console', 'assets'), join('window', 'assets'), join('window', 'sdk'), join('window', 'guide')];

/**
 * `npm run build:package`: writes what the package has of the sandbox. It is CommonJS; the module for `import` hands it on,
 * so that a process never has two of them.
 */
async function buildPackage(): Promise<void> {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await Promise.all([
    bundleSandbox(OUT),
    run('.', ['npx', '--no-install', 'rollup', '--config', 'sandbox/package/rollup.config.mjs', '--silent']),
    writeFile(join(OUT, 'sandbox.mjs'), `export { createSandbox } from './sandbox.js';\n`),
    writeFile(join(OUT, 'sandbox.d.mts'), `export * from './sandbox.js';\n`),
    ...FILES.map((folder) => cp(join(SOURCES, folder), join(OUT, folder), { recursive: true })),
  ]);
  const jquery = require.resolve('jquery/dist/jquery.min.js');
  await cp(jquery, join(OUT, 'window', 'guide', 'jquery-1.12.4.min.js'));
}

buildPackage().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
