import { spawn } from 'node:child_process';
import path from 'node:path';
import { optionsFromEnv } from '../../../sandbox/iamport/options-from-env';

const ROOT = path.join(__dirname, '../../..');

describe('npm run sandbox', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('starts, prints its address and keys, stops on %s', async (signal) => {
    const script = [require.resolve('tsx/cli'), 'sandbox/iamport/main.ts'];
    const child = spawn(process.execPath, script, { cwd: ROOT, env: { ...process.env, SANDBOX_PORT: '0' } });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const printed = await firstOutput(child.stdout);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? 'no address';
    expect(printed).toContain('imp_key        0000000000000000');
    expect(printed).toContain('curl');
    for (const place of ['/_sandbox/payments', '/v1/iamport.js', '/_console', '/_help', '/guide/sample.html']) {
      expect({ place, status: (await fetch(url + place)).status }).toEqual({ place, status: 200 });
    }
    child.kill(signal);
    expect(await ended).toBe(0);
  });
});

function firstOutput(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString())));
}

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
