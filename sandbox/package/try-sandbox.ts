import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Checks } from '../smoke/checks';
import { run } from './pack';

/** A project outside of the repository that has the package installed. */
export interface Project {
  readonly folder: string;
  readonly checks: Checks;
}

const USE = `
const sandbox = await createSandbox({ webhookUrl: 'http://127.0.0.1:9/webhook', port: 0 });
const payment = sandbox.payments.create({ merchant_uid: 'a1', amount: 1_000 });
sandbox.faults.set({ kind: 'status', status: 500, times: 1 });
const amount: number = payment.amount;
await sandbox.close();
if (amount !== 1_000) throw new Error('another amount');
`;

const LOADED = `
const begun = performance.now();
const { createSandbox } = require('iamport-checkout-backend/sandbox');
const ms = performance.now() - begun;
const of = (path) => path.split('node_modules/').slice(1).at(-1)?.split('/').slice(0, path.includes('/@') ? 2 : 1).join('/');
const packages = [...new Set(Object.keys(require.cache).map(of))];
console.log(JSON.stringify({ ms, packages, kind: typeof createSandbox }));
`;

const OF_SERVICE = ['mongoose', 'mongodb', 'axios', 'pino', 'prom-client', 'cockatiel', 'dotenv'];

/** Loads the sandbox by `require`, by `import` and with types. */
export async function tryLibrary({ folder, checks: { check } }: Project): Promise<void> {
  const { ms, packages, kind } = JSON.parse(await run(folder, [process.execPath, '-e', LOADED])) as {
    ms: number;
    packages: string[];
    kind: string;
  };
  check(kind === 'function', `require: ${Math.round(ms)} ms, ${packages.length} packages`);
  check(!OF_SERVICE.some((name) => packages.includes(name)), 'none of them is the service’s alone');

  await writeFile(join(folder, 'use.mts'), `import { createSandbox } from 'iamport-checkout-backend/sandbox';\n${USE}`);
  await writeFile(
    join(folder, 'use.cts'),
    `import { createSandbox } from 'iamport-checkout-backend/sandbox';\nvoid (async () => {${USE}})();`,
  );
  const options =
    '--strict --module nodenext --target es2022 --lib es2023,dom --types --skipLibCheck false --outDir out';
  const compiler = [process.execPath, require.resolve('typescript/bin/tsc'), ...options.split(' ')];
  const problem = await run(folder, [...compiler, 'use.mts', 'use.cts']).then(
    () => null,
    (error: Error & { stdout?: string }) => error.stdout ?? error.message,
  );
  check(problem === null, `types, for import and require ${problem ?? ''}`.trimEnd());
  for (const file of ['use.mjs', 'use.cjs']) {
    const outcome = await run(folder, [process.execPath, join('out', file)]).then(() => null, String);
    check(outcome === null, `${file} starts a sandbox and stops it ${outcome ?? ''}`.trimEnd());
  }
}

const PAGES = ['/_console', '/_help', '/v1/iamport.js', '/guide/sample.html', '/guide/jquery-1.12.4.min.js'];
const ASSETS = ['/_console/assets/console.js', '/_window/assets/window.js'];

/** Starts the command as a program does: waits for the ready line, uses it, stops it. */
export async function tryCommand({ folder, checks: { check } }: Project): Promise<void> {
  const command = join(folder, 'node_modules', '.bin', 'iamport-checkout-backend');
  const child = spawn(command, ['sandbox', '--port', '0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    const answers = await Promise.all(
      [...PAGES, ...ASSETS].map(async (path) => [path, await fetch(url + path)] as const),
    );
    const missing = answers.flatMap(([path, { status }]) => (status === 200 ? [] : [`${path} ${status}`]));
    check(
      missing.length === 0,
      `the command serves ${answers.length} pages and scripts ${missing.join(', ')}`.trimEnd(),
    );
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    check(code === 0, `and exits with ${code} at SIGTERM`);
  } finally {
    child.kill('SIGKILL');
  }
}
