import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithParent } from './end-with-parent';

/** A database server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number | undefined;
  /** SIGKILL; resolves when the process is gone. */
  kill: () => Promise<void>;
  /** Starts it again on the same port; resolves when it listens. @throws Error when it does not */
  restart: () => Promise<void>;
}

const LISTENING = /127\.0\.0\.1:(\d+)/;
const START_MS = 30_000;
const KEPT_OUTPUT = 4_000;

interface Running {
  child: ChildProcess;
  port: number;
  release: () => void;
}

const launch = (program: string, args: string[], cwd: string): Promise<Running> =>
  new Promise((resolve, reject) => {
    // In its own directory, so that no configuration file lying about is picked up.
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const release = child.pid === undefined ? () => undefined : endWithParent(child.pid);
    let output = '';
    const fail = (what: string): void => {
      clearTimeout(timer);
      release();
      child.kill('SIGKILL');
      reject(new Error(`${program} ${what}\n${output}`));
    };
    const timer = setTimeout(() => fail(`did not listen within ${START_MS} ms`), START_MS);
    const read = (chunk: Buffer): void => {
      output = `${output}${chunk.toString()}`.slice(-KEPT_OUTPUT);
      const port = LISTENING.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ child, port: Number(port), release });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`ended with ${code ?? signal ?? 'nothing'}`));
  });

const end = async ({ child, release }: Running): Promise<void> => {
  release();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/** Starts a server that prints the address it listens on; it ends with this process at the latest. */
export const startServerProcess = async (
  program: string,
  argumentsFor: (port: number) => string[],
  cwd: string,
): Promise<ServerProcess> => {
  let running = await launch(program, argumentsFor(0), cwd);
  const { port } = running;
  return {
    port,
    get pid() {
      return running.child.pid;
    },
    kill: () => end(running),
    restart: async () => {
      await end(running);
      running = await launch(program, argumentsFor(port), cwd);
    },
  };
};
