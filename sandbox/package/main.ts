import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabaseName } from '../demo/with-database-name';
import { startDatabase } from '../mongodb/start-database';
import { createChecks, type Checks } from '../smoke/checks';
import { checkDocuments } from './check-documents';
import { installedSize } from './installed-size';
import { lintPackage } from './lint-package';
import { pack } from './pack';
import { reportApi } from './report-api';
import { startStubService } from './stub-service';
import {
  checkReceiver,
  copyExample,
  installExample,
  tryJest,
  tryPytest,
  tryShopTests,
  type ExamplePlace,
} from './try-examples';
import { tryLibraryLoading, tryLoading } from './try-loading';
import { SANDBOX_USE, tryCommand } from './try-sandbox';
import { SHOPS, tryShop } from './try-shops';
import { tryUses } from './try-uses';

const ROOT = join(__dirname, '..', '..');
const print = (line: string) => console.log(line);
const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} kB`;

/** Packs the package, and uses it in projects outside of the repository. */
async function checkPackage(place: string, pytest: string | undefined, checks: Checks): Promise<void> {
  const tarball = await pack(ROOT, place);
  const { size, unpackedSize, entryCount } = tarball;
  print(`\nThe package: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked, ${entryCount} files`);
  for (const beside of [[], ['mongoose', 'express']]) await printInstalledSize(place, tarball.path, beside);
  const places = { root: ROOT, place, tarball };
  const [folder] = await Promise.all([installExample('sandbox-jest', places), lintPackage(ROOT, tarball, checks)]);
  checkApi(checks);
  checkDocuments(join(folder, 'node_modules', 'iamport-checkout-backend'), checks);
  print('\nClient and sandbox, installed from the package');
  const project = { folder, checks };
  await tryLoading(project);
  const service = await startStubService();
  await tryUses(project, [service.use, SANDBOX_USE]).finally(service.close);
  await tryCommand(project);
  print('\nThe examples');
  await tryShops(places, checks);
  await checkReceiver(folder, ROOT, checks);
  await tryJest(folder, checks);
  if (pytest === undefined) return print('  pytest: skipped, PYTEST does not name it');
  const command = join(folder, 'node_modules', '.bin', 'iamport-checkout-backend');
  await tryPytest(pytest, await copyExample('sandbox-pytest', { root: ROOT, place }), command, checks);
}

/** @param beside what the project installs together with the package */
async function printInstalledSize(place: string, tarball: string, beside: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(place, 'size-'));
  const { bytes, packages } = await installedSize(folder, [tarball, ...beside]);
  const what = beside.length === 0 ? 'alone' : `with ${beside.join(' and ')}`;
  print(`Installed ${what}: ${(bytes / 1_000_000).toFixed(1)} MB in ${packages} packages`);
}

/** Compares the public surface with its reports. */
function checkApi({ check }: Checks): void {
  for (const { path, isChanged } of reportApi(ROOT, { isWritten: false })) {
    check(!isChanged, `${path} is ${isChanged ? 'not ' : ''}the public surface: npm run api writes it`);
  }
}

/** Installs each example that has the checkout in its own process, and pays orders in it. */
async function tryShops(places: ExamplePlace, checks: Checks): Promise<void> {
  const database = await startDatabase({ env: process.env, log: (line) => print(`  ${line}`) });
  try {
    for (const shop of SHOPS) {
      const folder = await installExample(shop.name, places);
      if (!shop.isCompiled) await tryLibraryLoading({ folder, checks });
      await tryShop(shop, folder, { mongodbUri: database.uri, checks });
    }
    const tests = await installExample('shop-tests', places);
    await tryShopTests(tests, withDatabaseName(database.uri, 'shop_tests'), checks);
  } finally {
    await database.stop();
  }
}

/** `npm run check:package`. `PYTEST` names a pytest, if there is one. */
async function main(): Promise<void> {
  const checks = createChecks(print);
  const place = await mkdtemp(join(tmpdir(), 'checkout-package-'));
  try {
    await checkPackage(place, process.env['PYTEST'] || undefined, checks);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  print(`\n${checks.failed() === 0 ? 'The package works' : `${checks.failed()} checks failed`}`);
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
