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

/** What runs at the same time, since none of it keeps the machine busy. The parts of an inner list follow each other. */
export type Group = readonly (Part | readonly Part[])[];

/**
 * Runs the parts one after another, also after a failure, and reports all at the end.
 *
 * @returns whether no part has failed
 */
export async function runParts(parts: readonly (Part | Group)[], print: (line: string) => void): Promise<boolean> {
  const report: string[] = [];
  let hasFailed = false;
  for (const group of parts.map(asList)) {
    for (const { line, outcome } of (await Promise.all(group.map((part) => runInTurn(asList(part), print)))).flat()) {
      report.push(line);
      hasFailed ||= outcome === 'failed';
    }
  }
  print(`\n=== All parts\n\n${report.join('\n')}`);
  return !hasFailed;
}

const asList = <T>(parts: Part | readonly T[]): readonly (Part | T)[] => ('name' in parts ? [parts] : parts);

async function runInTurn(parts: readonly Part[], print: (line: string) => void) {
  const results: Awaited<ReturnType<typeof runPart>>[] = [];
  for (const part of parts) results.push(await runPart(part, print));
  return results;
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
