import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LIMITS } from '../../src/composition/limits';
import { createDemoLog } from '../demo/demo-log';
import { DEMO_ORDERS_KEY } from '../demo/start-demo';
import { takeTour, type TourSubject } from '../demo/take-tour';
import { createSandbox, type Sandbox } from '../iamport/create-sandbox';
import { startServer, type BuiltServer } from '../smoke/built-server';
import type { Checks } from '../smoke/checks';
import type { Confinement } from './confine';
import { inImage, type ImageProcess } from './in-image';

/** The image, and what it runs against. */
export interface ServiceImage extends Omit<ImageProcess, 'env'> {
  readonly mongodbUri: string;
  readonly checks: Checks;
  readonly print: (line: string) => void;
}

/** Tries to write where the service could; prints where it was able to. */
const TRY_TO_WRITE = `const fs = require('node:fs');
const can = (path) => { try { fs.writeFileSync(path, ''); return true; } catch { return false; } };
console.log(process.argv.slice(1).filter(can).join());`;

const START_MS = 30_000;
/** Routes that need files or packages which nothing loads at the start. */
const LOADED_LATE = ['/openapi.json', '/docs/swagger-ui.css', '/metrics'];

/** The image's own command, confined: what it answers, its health check, its other commands, and its end. */
export async function checkServiceImage({ mongodbUri, checks, print, ...image }: ServiceImage): Promise<void> {
  const sandbox = await createSandbox();
  const started = { ...image, env: { ...image.stage.env, ...settings(mongodbUri, sandbox) } };
  const log = createDemoLog();
  const server = startServer({
    ...inImage(started, image.stage.command),
    onLine: (line) => line.startsWith('{') && log.write(line),
  });
  try {
    const url = await server.listening;
    await checkConfinement(server.pid, image.confinement, checks);
    await checkNothingIsWritable(started, checks);
    checks.check(await untilHealthy(() => isHealthy(started, url)), 'the health check is content');
    await checkAnswers({ service: { url }, sandbox, log }, { checks, print });
    const outbox = await runToEnd(inImage(started, ['node', 'dist/cli/outbox.js', 'list']));
    checks.check(outbox.isGood, `node dist/cli/outbox.js list${outbox.isGood ? '' : `: ${outbox.output}`}`);
    await checkMemory(server.pid, checks);
    await checkStop(server, checks);
    checks.check(!(await isHealthy(started, url)), 'then the health check fails');
  } finally {
    server.signal('SIGKILL');
    await sandbox.close();
  }
}

async function checkAnswers(subject: TourSubject, { checks, print }: Pick<ServiceImage, 'checks' | 'print'>) {
  const { url } = subject.service;
  const headers = { Authorization: `Bearer ${DEMO_ORDERS_KEY}` };
  for (const path of LOADED_LATE) {
    checks.check((await fetch(url + path, { headers })).status === 200, `GET ${path} 200`);
  }
  subject.sandbox.settings.change({ webhookUrl: `${url}/payments/webhook` });
  const tour: string[] = [];
  const { made, failed } = await takeTour(subject, (line) => tour.push(line));
  if (failed.length > 0) tour.forEach(print);
  checks.check(failed.length === 0 && made > 50, `the demo's checks: ${made}, ${failed.length} failed`);
}

async function checkStop(server: BuiltServer, { check }: Checks): Promise<void> {
  const begun = performance.now();
  server.signal('SIGTERM');
  const code = await server.exited;
  const tookMs = Math.round(performance.now() - begun);
  check(code === 0 && tookMs < LIMITS.stopMs, `SIGTERM reaches node: it exits with ${code} after ${tookMs} ms`);
}

async function isHealthy(image: ImageProcess, url: string): Promise<boolean> {
  const env = { ...image.env, PORT: new URL(url).port };
  return (await runToEnd(inImage({ ...image, env }, image.stage.healthcheck))).isGood;
}

function settings(mongodbUri: string, sandbox: Sandbox): Record<string, string> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    INICIS_API_KEY: sandbox.inicisApiKey,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: DEMO_ORDERS_KEY,
    API_DOCS: 'on',
    CHECKOUT_RESULT_URL: 'https://shop.example/result',
  };
}

/** As an engine asks again, in the time that it gives a start. */
async function untilHealthy(isHealthy: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + START_MS;
  while (performance.now() < end) if (await isHealthy()) return true;
  return false;
}

/** By what the kernel says of the process itself, so that nothing in between is believed. */
async function checkConfinement(pid: number, { uid }: Confinement, { check }: Checks): Promise<void> {
  if (uid === null) return check(process.getuid?.() !== 0, 'it does not run as root');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  const program = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')[0];
  check(program === process.execPath, `process ${pid}, which gets the signals, is ${program}`);
  check(field('Uid').startsWith(`${uid}\t`), `it runs as uid ${field('Uid').split('\t')[0]}`);
  check(/^0+$/.test(field('CapEff')) && field('NoNewPrivs') === '1', 'it has no capability and can get none');
}

/** What ops/kubernetes requests for an instance. */
const MOST_MEGABYTES = 384;

async function checkMemory(pid: number, { check }: Checks): Promise<void> {
  if (process.platform !== 'linux') return;
  const [, kilobytes = '0'] = /^VmHWM:\s*(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  const megabytes = Math.round(Number(kilobytes) / 1024);
  check(megabytes > 0 && megabytes < MOST_MEGABYTES, `it took ${megabytes} MB of memory at the most`);
}

async function checkNothingIsWritable(image: ImageProcess, { check }: Checks): Promise<void> {
  const inTree = [join(image.root, 'app', 'file'), join(image.root, 'app', 'dist', 'main.js')];
  const elsewhere = image.confinement.isReadOnly ? ['/tmp/file', '/var/tmp/file', '/dev/shm/file', '/file'] : [];
  const paths = [...inTree, ...elsewhere];
  const { isGood, output } = await runToEnd(inImage(image, ['node', '-e', TRY_TO_WRITE, ...paths]));
  const written = output.trim();
  check(isGood && written === '', `it can write none of ${paths.length} files ${written}`.trimEnd());
}

/** Does not block: the database may be in this process. */
async function runToEnd({ command, cwd, env }: ReturnType<typeof inImage>) {
  const [program = '', ...args] = command;
  const done = promisify(execFile)(program, args, { cwd, env });
  return done.then(
    ({ stdout }) => ({ isGood: true, output: stdout }),
    (error: Error) => ({ isGood: false, output: error.message }),
  );
}
