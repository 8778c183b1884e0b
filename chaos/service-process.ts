import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithParent } from '../sandbox/mongodb/engines/end-with-parent';

/** An instance of the service as a process, started again whenever it ends, as a supervisor does. */
export interface ServiceProcess {
  /** Stays the same over all restarts. */
  readonly url: string;
  readonly isListening: () => boolean;
  /** Resolves when it listens. @throws Error with what it wrote, where it does not come up again */
  readonly listening: () => Promise<void>;
  /** SIGKILL. Resolves when the process is gone; the next one is on its way then. */
  readonly kill: () => Promise<void>;
  /** Ends it for good. */
  readonly stop: () => Promise<void>;
}

/** How to start it. */
export interface ServiceProcessOptions {
  /** Arguments of node: the program, and what stands before it. */
  readonly args: readonly string[];
  /** All of its settings but the port, read anew at each start; nothing else of our environment reaches it. */
  readonly env: () => Readonly<Record<string, string>>;
  /** A folder without an `.env`. */
  readonly cwd: string;
}

const RESTART_PAUSE_MS = 100;
const POLL_MS = 20;
const FIRST_START_MS = 30_000;
/** Longer, since the database may have to come up before. */
const RESTART_MS = 2 * 60_000;

/** Starts an instance on a free port. @throws Error with what it wrote, where it does not come up the first time */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  let url = '';
  let isListening = false;
  let isStopped = false;
  let child: ChildProcess | undefined;
  let lastLines: string[] = [];

  const hear = (line: string) => {
    lastLines = [...lastLines.slice(-20), line];
    const listensOn = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1];
    if (listensOn !== undefined) {
      url = listensOn;
      isListening = true;
    }
  };
  const launch = () => {
    const env = { ...options.env(), HOST: '127.0.0.1', PORT: url === '' ? '0' : new URL(url).port };
    const started = spawn(process.execPath, options.args, {
      cwd: options.cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const release = started.pid === undefined ? () => undefined : endWithParent(started.pid);
    for (const stream of [started.stdout, started.stderr]) createInterface(stream).on('line', hear);
    started.once('exit', () => {
      release();
      isListening = false;
      if (!isStopped) setTimeout(() => !isStopped && launch(), RESTART_PAUSE_MS);
    });
  };
  const listening = async (limitMs = RESTART_MS) => {
    const giveUpAt = performance.now() + limitMs;
    while (!isListening) {
      if (performance.now() > giveUpAt) throw new Error(`the service does not start:\n${lastLines.join('\n')}`);
      await sleep(POLL_MS);
    }
  };
  const end = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const stop = async () => {
    isStopped = true;
    await end();
  };

  launch();
  await listening(FIRST_START_MS).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    get url() {
      return url;
    },
    isListening: () => isListening,
    listening: () => listening(),
    kill: end,
    stop,
  };
}
