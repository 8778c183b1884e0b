import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Project, Use } from './try-uses';

/** A program that starts a sandbox and stops it. */
export const SANDBOX_USE: Use = {
  name: 'sandbox',
  imports: `import { createSandbox } from 'iamport-checkout-backend/sandbox';`,
  code: `
const sandbox = await createSandbox({ webhookUrl: 'http://127.0.0.1:9/webhook', port: 0 });
const payment = sandbox.payments.create({ merchant_uid: 'a1', amount: 1_000 });
sandbox.faults.set({ kind: 'status', status: 500, times: 1 });
const amount: number = payment.amount;
await sandbox.close();
if (amount !== 1_000) throw new Error('another amount');
`,
  does: 'starts a sandbox and stops it',
};

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
