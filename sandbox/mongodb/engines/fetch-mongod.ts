import { execFile } from 'node:child_process';
import { get } from 'node:https';
import { promisify } from 'node:util';

const PROBE_MS = 3_000;
const DOWNLOAD_MS = 120_000;

const DOWNLOAD_HOST = 'https://fastdl.mongodb.org';

/** Prints where the program is, after loading it if need be. A process of its own, because it can be ended when time is up. */
const SCRIPT =
  "require('mongodb-memory-server').MongoBinary.getPath().then((path) => console.log('\\n' + path), " +
  '(error) => { console.error(error.message); process.exit(1); })';

const probe = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = get(url, { method: 'HEAD', timeout: PROBE_MS }, (response) => {
      response.resume();
      resolve();
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PROBE_MS} ms`)));
    request.on('error', reject);
  });

const run = async (env: Record<string, string | undefined>, timeoutMs: number): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', SCRIPT], {
    cwd: __dirname,
    env,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  return stdout.trim().split('\n').at(-1) ?? '';
};

/** Where mongod lies after mongodb-memory-server has loaded it. */
export type FetchMongod = (env: Readonly<Record<string, string | undefined>>) => Promise<string>;

/** The program from an earlier download. @throws Error when there is none */
export const findDownloadedMongod: FetchMongod = (env) =>
  run({ ...env, MONGOMS_RUNTIME_DOWNLOAD: 'false' }, PROBE_MS * 5);

/** Downloads the program: at most 3 s until the host answers and 120 s for the rest. @throws Error */
export const fetchMongod: FetchMongod = async (env) => {
  await probe(env['MONGOMS_DOWNLOAD_MIRROR'] ?? DOWNLOAD_HOST);
  return run({ ...env, MONGOMS_RUNTIME_DOWNLOAD: 'true', MONGOMS_MAX_RETRIES: '0' }, DOWNLOAD_MS);
};
