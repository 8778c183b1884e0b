import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSandbox } from '../../../sandbox/iamport/create-sandbox';

/** PortOne's own client for Python, pointed at the sandbox by its `imp_url`. The gate installs it and names its Python. */
const PYTHON = process.env['IAMPORT_PYTHON'] ?? 'python3';
const SCRIPT = join(__dirname, 'clients', 'official-client.py');
const env = { PATH: process.env['PATH'] ?? '', NO_PROXY: '*', PYTHONIOENCODING: 'utf-8' };
const isInstalled = spawnSync(PYTHON, ['-c', 'from iamport import Iamport'], { env }).status === 0;
const testWithClient = isInstalled ? test : test.skip;

testWithClient('iamport-rest-client 0.9.0: token, look-up, cancels, prepare, not found', async () => {
  const sandbox = await createSandbox();
  sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15_900, status: 'paid' });
  const run = promisify(execFile)(PYTHON, [SCRIPT, sandbox.url, sandbox.impKey, sandbox.impSecret], { env });
  const { stdout } = await run.catch((error: Error & { stdout: string; stderr: string }) => ({
    stdout: `${error.stdout}${error.stderr}`,
  }));
  await sandbox.close();
  process.stdout.write(`official Python client: ${stdout.trim().split('\n').at(-1)}\n`);
  expect(stdout).toMatch(/^14 of 14 passed$/m);
});
