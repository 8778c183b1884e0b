import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePackage, ENTRY_POINTS } from './bundle-package';
import { manifestOf, type Manifest } from './manifest-of';
import { PACKAGE, run } from './pack';
import { shipDocuments } from './ship-documents';

const OUT = join(PACKAGE, 'dist');
const SOURCES = join('sandbox', 'iamport');
/** What the sandbox reads while it runs, in the folders in which its sources have it. */
const FILES = [join('console', 'assets'), join('window', 'assets'), join('window', 'sdk'), join('window', 'guide')];
const PROGRAMS = Object.keys(ENTRY_POINTS) as (keyof typeof ENTRY_POINTS)[];
/** What `import` loads, and its types. */
const MODULES = ['index', 'client/client', 'sandbox/sandbox'] as const;

async function writeManifest(bundle: Awaited<ReturnType<typeof bundlePackage>>): Promise<void> {
  const repository = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
  await writeFile(join(PACKAGE, 'package.json'), `${JSON.stringify(manifestOf(repository, bundle), null, 2)}\n`);
}

/** A program is CommonJS. The module for `import` hands it on, so that a process never has two of them. */
async function writeModule(program: (typeof MODULES)[number]): Promise<void> {
  const text = `export * from './${program.split('/').at(-1)}.js';\n`;
  await Promise.all(['mjs', 'd.mts'].map((suffix) => writeFile(join(OUT, `${program}.${suffix}`), text)));
}

/** `npm run build:package`: writes the folder that is packed. */
async function buildPackage(): Promise<void> {
  await rm(PACKAGE, { recursive: true, force: true });
  await Promise.all(['client', 'sandbox'].map((folder) => mkdir(join(OUT, folder), { recursive: true })));
  await Promise.all([
    bundlePackage(PROGRAMS, OUT).then(writeManifest),
    run('.', ['npx', '--no-install', 'rollup', '--config', 'sandbox/package/rollup.config.mjs', '--silent']),
    ...MODULES.map(writeModule),
    shipDocuments(PACKAGE),
    ...FILES.map((folder) => cp(join(SOURCES, folder), join(OUT, 'sandbox', folder), { recursive: true })),
  ]);
  const jquery = require.resolve('jquery/dist/jquery.min.js');
  await cp(jquery, join(OUT, 'sandbox', 'window', 'guide', 'jquery-1.12.4.min.js'));
}

buildPackage().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
