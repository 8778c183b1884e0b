import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../smoke/checks';
import { run, type Tarball } from './pack';

/** The words by which the tests of an example are known, in the order of the tests. */
const FAULTS = ['late', 'lost', 'forged', 'twice'];
const TESTS = ['paid', ...FAULTS];

/** Where the examples are, and where they are copied to. */
export interface ExamplePlace {
  readonly root: string;
  readonly place: string;
  readonly tarball: Tarball;
}

/** Copies an example out of the repository, and answers the copy's folder. */
export async function copyExample(name: string, { root, place }: Omit<ExamplePlace, 'tarball'>): Promise<string> {
  const folder = join(place, name);
  await cp(join(root, 'examples', name), folder, { recursive: true });
  return folder;
}

/** Copies an example, and installs the packed package there. */
export async function installExample(name: string, { tarball, ...places }: ExamplePlace): Promise<string> {
  const folder = await copyExample(name, places);
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts'];
  await run(folder, ['npm', 'install', ...options, tarball.path], { ...process.env, NODE_ENV: '' });
  return folder;
}

/** Checks the types of examples/webhook-receiver in a project that has the package, and those of Node.js by its jest. */
export async function checkReceiver(project: string, root: string, { check }: Checks): Promise<void> {
  const folder = await copyExample('webhook-receiver', { root, place: project });
  const options = '--allowJs --checkJs --noEmit --strict --noUncheckedIndexedAccess --module nodenext --types node';
  const compiler = [process.execPath, require.resolve('typescript/bin/tsc'), ...options.split(' '), 'main.js'];
  const problem = await run(folder, compiler).then(
    () => null,
    (error: { stdout?: string }) => error.stdout ?? '',
  );
  check(problem === null, `webhook-receiver has no type error ${problem ?? ''}`.trimEnd());
}

/** Runs an example's tests against both of its shops. `failedIn` runs them, and answers the names of those that failed. */
async function tryBothShops(name: string, { check }: Checks, failedIn: (shop: string) => Promise<Outcome>) {
  const naive = await failedIn('naive');
  const found = FAULTS.filter((word) => naive.failed.some((test) => test.includes(word)));
  check(
    found.length === FAULTS.length && naive.failed.length === FAULTS.length && naive.passed.length === 1,
    `${name} finds the naive shop’s faults: ${found.join(', ')}; ${naive.passed.length} of ${TESTS.length} tests passes`,
  );
  const careful = await failedIn('careful');
  check(
    careful.failed.length === 0 && careful.passed.length === TESTS.length,
    `${name} finds none in the careful shop: ${careful.passed.length} of ${TESTS.length} tests pass ${careful.failed.join(', ')}`.trimEnd(),
  );
}

interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

interface JestResults {
  readonly testResults: readonly { readonly assertionResults: readonly { title: string; status: string }[] }[];
}

/** The jest test of examples/sandbox-jest. */
export async function tryJest(folder: string, checks: Checks): Promise<void> {
  await tryBothShops('jest', checks, async (shop) => {
    const output = await outputOf(folder, ['npx', '--no-install', 'jest', '--json'], { SHOP: shop });
    const { testResults } = JSON.parse(output) as JestResults;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const titles = (status: string) => tests.filter((test) => test.status === status).map(({ title }) => title);
    return { passed: titles('passed'), failed: titles('failed') };
  });
}

/** The test of docs/test-your-shop.md. @param mongodbUri a database of its own */
export async function tryShopTests(folder: string, mongodbUri: string, { check }: Checks): Promise<void> {
  const env = { ...process.env, MONGODB_URI: mongodbUri };
  const outcome = await run(folder, ['npm', 'test', '--silent'], env).then(
    (output) => /^\S+ pass (\d+)$/m.exec(output)?.[1] ?? `no test ran: ${output}`,
    ({ stdout = '' }: { stdout?: string }) => stdout,
  );
  check(outcome === '2', `shop-tests: ${outcome} tests pass`);
}

/** The pytest of examples/sandbox-pytest. @param pytest the program */
export async function tryPytest(pytest: string, folder: string, command: string, checks: Checks): Promise<void> {
  await tryBothShops('pytest', checks, async (shop) => {
    const env = { SHOP: shop, SANDBOX_COMMAND: command, PYTHONDONTWRITEBYTECODE: '1' };
    const output = await outputOf(folder, [pytest, '-q', '-rfEp', '-p', 'no:cacheprovider'], env);
    const names = (status: string) =>
      [...output.matchAll(new RegExp(`^${status} \\S+::(\\S+)`, 'gm'))].map(([, name]) => name ?? '');
    return { passed: names('PASSED'), failed: [...names('FAILED'), ...names('ERROR')] };
  });
}

/** What a program writes, also where its tests fail. */
async function outputOf(folder: string, command: string[], env: Record<string, string>): Promise<string> {
  return run(folder, command, { ...process.env, ...env }).catch((error: { stdout?: string }) => {
    if (error.stdout) return error.stdout;
    throw error;
  });
}
