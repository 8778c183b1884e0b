import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSandbox } from './bundle-sandbox';
import { manifestOf, type Manifest } from './manifest-of';
import { PACKAGE, run } from './pack';

const OUT = join(PACKAGE, 'dist', 'sandbox');
const SOURCES = join('sandbox', 'iamport');
/** What the sandbox reads while it runs, in the folders in which its sources have it. */
const FILES = [join('console', 'assets'), join('window', 'assets'), join('window', 'sdk'), join('window', 'guide')];

async function writeManifest(bundle: Awaited<ReturnType<typeof bundleSandbox>>): Promise<void> {
  const repository = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
  await writeFile(join(PACKAGE, 'package.json'), `${JSON.stringify(manifestOf(repository, bundle), null, 2)}\n`);
}

/**
 * `npm run build:package`: writes the folder that is packed. The sandbox is CommonJS; the module for `import` hands it on, so
 * that a process never has two of them.
 */
async function buildPackage(): Promise<void> {
  await rm(PACKAGE, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await Promise.all([
    bundleSandbox(OUT).then(writeManifest),
    run('.', ['npx', '--no-install', 'rollup', '--config', 'sandbox/package/rollup.config.mjs', '--silent']),
    writeFile(join(OUT, 'sandbox.mjs'), `export { createSandbox } from './sandbox.js';\n`),
    writeFile(join(OUT, 'sandbox.d.mts'), `export * from './sandbox.js';\n`),
    ...['README.md', 'README.ko.md', 'LICENSE'].map((name) => cp(name, join(PACKAGE, name))),
    ...FILES.map((folder) => cp(join(SOURCES, folder), join(OUT, folder), { recursive: true })),
  ]);
  const jquery = require.resolve('jquery/dist/jquery.min.js');
  await cp(jquery, join(OUT, 'window', 'guide', 'jquery-1.12.4.min.js'));
}

buildPackage().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
