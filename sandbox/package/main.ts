import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChecks, type Checks } from '../smoke/checks';
import { lintPackage } from './lint-package';
import { pack } from './pack';
import { checkReceiver, copyExample, installExample, tryJest, tryPytest } from './try-examples';
import { loadTimeOf } from './load-time-of';
import { startStubService } from './stub-service';
import { SANDBOX_USE, tryCommand } from './try-sandbox';
import { tryUses, type Project } from './try-uses';

const ROOT = join(__dirname, '..', '..');
const print = (line: string) => console.log(line);
const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} kB`;

/** Packs the package, and uses it in projects outside of the repository. */
async function checkPackage(place: string, pytest: string | undefined, checks: Checks): Promise<void> {
  const tarball = await pack(ROOT, place);
  const { size, unpackedSize, entryCount } = tarball;
  print(`\nThe package: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked, ${entryCount} files`);
  const [folder] = await Promise.all([
    installExample('sandbox-jest', { root: ROOT, place, tarball }),
    lintPackage(ROOT, tarball, checks),
  ]);
  const project = { folder, checks };
  print('\nClient and sandbox, installed from the package');
  await tryLoading(project);
  const service = await startStubService();
  await tryUses(project, [service.use, SANDBOX_USE]).finally(service.close);
  await tryCommand(project);
  print('\nThe examples');
  await checkReceiver(folder, ROOT, checks);
  await tryJest(folder, checks);
  if (pytest === undefined) return print('  pytest: skipped, PYTEST does not name it');
  const command = join(folder, 'node_modules', '.bin', 'iamport-checkout-backend');
  await tryPytest(pytest, await copyExample('sandbox-pytest', { root: ROOT, place }), command, checks);
}

/** What each part loads beside itself. Nothing is the service's. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  client: ['@stablelib/base64', 'fast-sha256', 'openapi-fetch', 'standardwebhooks'],
  sandbox: ['express', 'zod'],
};
const OF_SERVICE = ['mongoose', 'mongodb', 'axios', 'pino', 'prom-client', 'cockatiel', 'dotenv'];

/** Measures what each part costs to load, and compares what it loads. */
async function tryLoading({ folder, checks }: Project): Promise<void> {
  for (const [part, needed] of Object.entries(PARTS)) {
    const { ms, packages } = await loadTimeOf(folder, `iamport-checkout-backend/${part}`);
    const isRight =
      needed.every((name) => packages.includes(name)) && !OF_SERVICE.some((name) => packages.includes(name));
    const isSmall = part !== 'client' || packages.length === needed.length + 1;
    checks.check(
      isRight && isSmall,
      `require of ${part}: ${ms} ms, ${packages.length} packages, none of the service’s`,
    );
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
