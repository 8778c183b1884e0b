import { execFile } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Environment } from './engine';

const PROBE_MS = 3_000;
const LOOK_MS = 15_000;
const DOWNLOAD_MS = 120_000;

const DOWNLOAD_HOST = 'https://fastdl.mongodb.org';

/** Prints where the program is, after loading it if need be. A process of its own, because it can be ended when time is up. */
const SCRIPT =
  "require('mongodb-memory-server').MongoBinary.getPath().then((path) => console.log('\\n' + path), " +
  '(error) => { console.error(error.message); process.exit(1); })';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'npm_config_https_proxy'];

/** Asks the host for anything at all, so that no long wait begins where there is no way to it. */
const probe = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { request } = url.startsWith('http:') ? http : https;
    const probing = request(url, { method: 'HEAD', timeout: PROBE_MS }, (response) => {
      response.resume();
      resolve();
    });
    probing.on('timeout', () => probing.destroy(new Error(`no answer within ${PROBE_MS} ms`)));
    probing.on('error', reject);
    probing.end();
  });

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Passes on the lines of progress, of which mongodb-memory-server writes one every two seconds. */
const passOnProgress = (output: Readable | null, log: (line: string) => void): void => {
  if (output === null) return;
  createInterface({ input: output }).on('line', (line) => {
    if (line.startsWith('Downloading')) log(line.trim());
  });
};

const run = async (
  env: Record<string, string | undefined>,
  timeoutMs: number,
  log: (line: string) => void = () => undefined,
): Promise<string> => {
  try {
    const options = { cwd: __dirname, env, timeout: timeoutMs, killSignal: 'SIGKILL' } as const;
    const running = promisify(execFile)(process.execPath, ['-e', SCRIPT], options);
    passOnProgress(running.child.stdout, log);
    return lastLine((await running).stdout);
  } catch (error) {
    const { killed, stderr, message } = error as Error & { killed?: boolean; stderr?: string };
    const reason = killed === true ? `not done within ${timeoutMs} ms` : lastLine(stderr ?? message);
    throw new Error(reason, { cause: error });
  }
};

/** Answers where mongod lies. @throws Error */
export type FindMongod = (env: Environment) => Promise<string>;
/** The same, after loading it; `log` gets lines of progress. @throws Error */
export type FetchMongod = (env: Environment, log: (line: string) => void) => Promise<string>;

/** The program from an earlier download by mongodb-memory-server. @throws Error when there is none */
export const findDownloadedMongod: FindMongod = (env) => run({ ...env, MONGOMS_RUNTIME_DOWNLOAD: 'false' }, LOOK_MS);

/** Downloads the program by mongodb-memory-server: at most 3 s until the host answers and 120 s for the rest. @throws Error */
export const fetchMongod: FetchMongod = async (env, log) => {
  // Behind a proxy the host is not reached directly, but may well be by mongodb-memory-server.
  if (!PROXY_VARIABLES.some((name) => env[name])) await probe(env['MONGOMS_DOWNLOAD_MIRROR'] ?? DOWNLOAD_HOST);
  // One try: that is what this number means to it, and none would be made with 0.
  return run({ ...env, MONGOMS_RUNTIME_DOWNLOAD: 'true', MONGOMS_MAX_RETRIES: '1' }, DOWNLOAD_MS, log);
};
