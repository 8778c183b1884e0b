import { startBuiltServer, type BuiltServerOptions } from './built-server';
import type { Checks } from './checks';

const REQUIRED = ['MONGODB_URI', 'IAMPORT_API_KEY', 'IAMPORT_API_SECRET', 'IAMPORT_MODE', 'ORDERS_API_KEY'];

/** Without settings, with bad ones, and without a database the server does not start, and says why. */
export async function refusesToStart(
  place: Omit<BuiltServerOptions, 'env'>,
  settings: Readonly<Record<string, string>>,
  { check }: Checks,
): Promise<void> {
  const bare = await runToEnd({ ...place, env: {} });
  check(bare.code === 1, `without settings it exits with 1 (${bare.code})`);
  for (const name of REQUIRED) check(bare.output.includes(`${name} is missing`), `and names ${name}`);

  const bad = { ...settings, PORT: '70000', ORDERS_API_KEY: 'short', CORS_ORIGINS: 'https://shop.example/' };
  const wrong = await runToEnd({ ...place, env: bad });
  check(wrong.code === 1, `with bad settings it exits with 1 (${wrong.code})`);
  for (const name of ['PORT', 'ORDERS_API_KEY', 'CORS_ORIGINS'])
    check(wrong.output.includes(name), `and names ${name}`);
  check(!wrong.output.includes('short'), 'and does not print a bad key');

  const alone = await runToEnd({ ...place, env: { ...settings, MONGODB_URI: 'mongodb://127.0.0.1:1/checkout' } });
  check(alone.code === 1, `without a database it exits with 1 (${alone.code})`);
}

async function runToEnd(options: BuiltServerOptions): Promise<{ code: number | null; output: string }> {
  const server = startBuiltServer(options);
  const code = await server.exited;
  return { code, output: server.output() };
}
