import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { optionsFromEnv } from '../../../sandbox/iamport/options-from-env';
import { readArguments, SANDBOX_USAGE } from '../../../sandbox/iamport/read-arguments';
import { runSandbox, type CommandProcess } from '../../../sandbox/iamport/run-sandbox';

const ROOT = path.join(__dirname, '../../..');

describe('npm run sandbox', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('says in one line where it listens, stops on %s', async (signal) => {
    const script = [require.resolve('tsx/cli'), 'sandbox/iamport/main.ts'];
    const child = spawn(process.execPath, script, { cwd: ROOT, env: { ...process.env, SANDBOX_PORT: '0' } });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const written = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => (written[name] += chunk.toString()));
    }
    await firstLine(child.stdout);
    const { url, ...ready } = JSON.parse(written.stdout) as { url: string };
    expect(ready).toEqual({
      ready: true,
      imp_key: '0000000000000000',
      imp_secret: 'sandbox-secret',
      pg_api_key: 'sandbox-inicis-key',
      merchant_code: 'imp00000000',
    });
    for (const place of ['/_sandbox/payments', '/v1/iamport.js', '/_console', '/_help', '/guide/sample.html']) {
      expect({ place, status: (await fetch(url + place)).status }).toEqual({ place, status: 200 });
    }
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(written.stdout.split('\n')).toHaveLength(2);
    expect(written.stderr).toContain('curl');
  });
});

function firstLine(stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      if (chunk.includes('\n')) resolve();
    });
  });
}

/** A process that is told to stop as soon as it listens. */
function createProcess(env: NodeJS.ProcessEnv = {}) {
  const written = { stdout: '', stderr: '' };
  let stop = () => {};
  const process = {
    env,
    stdout: { write: (text: string) => ((written.stdout += text), text.includes('"ready"') && stop(), true) },
    stderr: { write: (text: string) => ((written.stderr += text), true) },
    once: (_signal: string, listener: () => void) => (stop = listener),
  };
  return { process: process as unknown as CommandProcess, written };
}

describe('the command', () => {
  test('is quiet on demand: nothing but the ready line', async () => {
    const { process, written } = createProcess();
    expect(await runSandbox(['--port', '0', '--quiet'], process)).toBe(0);
    expect(JSON.parse(written.stdout)).toMatchObject({ ready: true });
    expect(written.stderr).toBe('');
  });

  test('prints its usage on demand', async () => {
    const { process, written } = createProcess();
    expect(await runSandbox(['--help'], process)).toBe(0);
    expect(written).toEqual({ stdout: SANDBOX_USAGE, stderr: '' });
  });

  test.each([
    ['an unknown option', ['--prot', '0'], '--prot'],
    ['a word', ['now'], 'now'],
    ['a wrong port', ['--port', 'http'], 'SANDBOX_PORT'],
    ['a wrong address', ['--webhook-url', 'example.com'], 'SANDBOX_WEBHOOK_URL'],
  ])('%s ends it with 2', async (_, args, named) => {
    const { process, written } = createProcess();
    expect(await runSandbox(args, process)).toBe(2);
    expect(written.stdout).toBe('');
    expect(written.stderr).toContain(named);
    expect(written.stderr).toContain(SANDBOX_USAGE);
  });

  test('a port that is taken ends it with 1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { process, written } = createProcess();
    const { port } = server.address() as AddressInfo;
    expect(await runSandbox(['--port', String(port)], process)).toBe(1);
    server.close();
    expect(written.stdout).toBe('');
    expect(written.stderr).toMatch(/EADDRINUSE.*--port/);
  });
});

describe('the arguments', () => {
  test('win over the environment, which is named alike', () => {
    const args = ['--port', '1', '--webhook-url', 'http://127.0.0.1:3000/hook', '--webhook-retry', '--imp-key', 'key'];
    const env = { SANDBOX_PORT: '2', SANDBOX_IMP_SECRET: 'secret' };
    expect(readArguments(args, env)).toEqual({
      kind: 'start',
      isQuiet: false,
      options: optionsFromEnv({
        SANDBOX_PORT: '1',
        SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:3000/hook',
        SANDBOX_WEBHOOK_RETRY: 'true',
        SANDBOX_IMP_KEY: 'key',
        SANDBOX_IMP_SECRET: 'secret',
      }),
    });
  });

  test('every option of the usage is read', () => {
    const options = [...SANDBOX_USAGE.matchAll(/^ {2}(--[a-z-]+)( [A-Z]+)?/gm)];
    expect(options.length).toBeGreaterThan(12);
    const values: Record<string, string> = { PORT: '0', URL: 'http://127.0.0.1/', FORMAT: 'form' };
    const args = options.flatMap(([, name = '', value]) => (value ? [name, values[value.trim()] ?? 'text'] : [name]));
    expect(readArguments(args, {})).toEqual({ kind: 'help' });
    expect(
      readArguments(
        args.filter((arg) => arg !== '--help'),
        {},
      ),
    ).toMatchObject({
      kind: 'start',
      isQuiet: true,
      options: { port: 0, host: 'text', webhookFormat: 'form', webhookFirst: true, merchantCode: 'text' },
    });
  });
});

describe('the environment', () => {
  test('may be empty', () => {
    expect(optionsFromEnv({})).toMatchObject({ port: 3900, webhookUrl: { live: null, test: null } });
  });

  test('sets port, host, keys and webhooks; empty texts count as unset', () => {
    const env = {
      SANDBOX_PORT: '4000',
      SANDBOX_HOST: '0.0.0.0',
      SANDBOX_IMP_KEY: 'key',
      SANDBOX_IMP_SECRET: '',
      SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:3000/live',
      SANDBOX_WEBHOOK_URL_TEST: 'http://127.0.0.1:3000/test',
      SANDBOX_WEBHOOK_FORMAT: 'form',
      SANDBOX_WEBHOOK_RETRY: 'true',
      NODE_ENV: 'production',
    };
    expect(optionsFromEnv(env)).toMatchObject({
      port: 4000,
      host: '0.0.0.0',
      impKey: 'key',
      impSecret: undefined,
      webhookUrl: { live: 'http://127.0.0.1:3000/live', test: 'http://127.0.0.1:3000/test' },
      webhookFormat: 'form',
      webhookRetry: true,
    });
  });

  test('one webhook address serves both modes', () => {
    const url = 'http://127.0.0.1:3000/hook';
    expect(optionsFromEnv({ SANDBOX_WEBHOOK_URL: url })).toMatchObject({ webhookUrl: { live: url, test: url } });
  });

  test('every bad setting is named at once', () => {
    const bad = { SANDBOX_PORT: 'http', SANDBOX_WEBHOOK_URL: 'x', SANDBOX_WEBHOOK_RETRY: 'yes' };
    for (const name of Object.keys(bad)) expect(() => optionsFromEnv(bad)).toThrow(name);
  });
});
