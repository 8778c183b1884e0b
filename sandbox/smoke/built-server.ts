import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** The built server as a process of its own, started as `npm start` starts it. */
export interface BuiltServer {
  /** All that it has written so far, to both outputs. */
  readonly output: () => string;
  /** Where it listens. Rejects where it ends before it does. */
  readonly listening: Promise<string>;
  /** Its exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** How to start it. */
export interface BuiltServerOptions {
  /** Root of the repository. */
  readonly root: string;
  /** A folder without an `.env`, so that nobody's own settings take part. */
  readonly cwd: string;
  /** All of its settings; nothing else of our environment reaches it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the built server. */
export function startBuiltServer({ root, cwd, env }: BuiltServerOptions): BuiltServer {
  return startServer({ command: [process.execPath, ...startArguments(root)], cwd, env });
}

/** A server by any command that becomes it. */
export interface ServerOptions extends Omit<BuiltServerOptions, 'root'> {
  readonly command: readonly string[];
  /** Hears each line that it writes. @default nobody */
  readonly onLine?: (line: string) => void;
}

/** Starts a server whose log has the line `listening`, as the service's has. */
export function startServer({ command, cwd, env, onLine }: ServerOptions): BuiltServer & { readonly pid: number } {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    onLine?.(line);
  };
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    listening: untilListening(child, { lines, keep, exited }),
    exited,
    signal: (name) => child.kill(name),
  };
}

/** What stands behind `node` in the `start` script of package.json. */
function startArguments(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [command, ...args] = scripts.start.split(' ');
  if (command !== 'node') throw new Error(`npm start is expected to start node, not ${command}`);
  return args.map((arg) => (arg.endsWith('.js') ? join(root, arg) : arg));
}

interface Watched {
  readonly lines: readonly string[];
  readonly keep: (line: string) => void;
  readonly exited: Promise<number | null>;
}

function untilListening(child: ChildProcess, { lines, keep, exited }: Watched): Promise<string> {
  const listening = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface(stream).on('line', (line) => {
        keep(line);
        const url = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    void exited.then((code) => reject(new Error(`it ended with ${code} before it listened:\n${lines.join('\n')}`)));
  });
  // Whoever waits for the exit alone must not be hit by this one.
  listening.catch(() => undefined);
  return listening;
}
