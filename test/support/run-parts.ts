import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** One of several commands that each prove something. */
export interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Why the part cannot run here. It is then reported as skipped. */
  readonly missing?: string | undefined;
}

type Outcome = 'passed' | 'failed' | 'skipped';

/** Parts that run at the same time, since none of them keeps the machine busy. */
export type Group = readonly Part[];

/**
 * Runs the parts one after another, also after a failure, and reports all at the end.
 *
 * @returns whether no part has failed
 */
export async function runParts(parts: readonly (Part | Group)[], print: (line: string) => void): Promise<boolean> {
  const report: string[] = [];
  let hasFailed = false;
  for (const group of parts.map((part) => ('name' in part ? [part] : part))) {
    for (const { line, outcome } of await Promise.all(group.map((part) => runPart(part, print)))) {
      report.push(line);
      hasFailed ||= outcome === 'failed';
    }
  }
  print(`\n=== All parts\n\n${report.join('\n')}`);
  return !hasFailed;
}

async function runPart(part: Part, print: (line: string) => void) {
  print(`\n=== ${part.name}\n`);
  const begun = performance.now();
  const outcome = await run(part, print);
  const seconds = Math.round((performance.now() - begun) / 1000);
  return { outcome, line: `${outcome.padEnd(8)}${`${seconds} s`.padStart(6)}  ${part.name}` };
}

async function run({ command, env, missing }: Part, print: (line: string) => void): Promise<Outcome> {
  if (missing !== undefined) {
    print(`skipped: ${missing}`);
    return 'skipped';
  }
  const [file, ...args] = command;
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const code = await once(child, 'exit').then(
    ([exitCode]: (number | null)[]) => exitCode,
    (error: Error) => print(error.message),
  );
  return code === 0 ? 'passed' : 'failed';
}
