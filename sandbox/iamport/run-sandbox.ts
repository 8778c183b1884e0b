import { createSandbox } from './create-sandbox';
import { greeting } from './greeting';
import { readArguments, SANDBOX_USAGE } from './read-arguments';
import type { Sandbox } from './sandbox';

/** The parts of `process` that the command uses. */
export type CommandProcess = Pick<NodeJS.Process, 'env' | 'stdout' | 'stderr' | 'once'>;

/**
 * The command `sandbox`: starts one, writes its ready line, and runs until SIGTERM or SIGINT.
 *
 * @returns the exit code: 0, 1 when it failed, 2 when the arguments are wrong
 */
export async function runSandbox(args: readonly string[], process: CommandProcess): Promise<number> {
  const write = (line: string) => void process.stderr.write(`${line}\n`);
  const request = readArguments(args, process.env);
  if (request.kind === 'help') {
    process.stdout.write(SANDBOX_USAGE);
    return 0;
  }
  if (request.kind === 'wrong') {
    write(`${request.problem}\n\n${SANDBOX_USAGE}`);
    return 2;
  }
  const stopped = untilSignal(process);
  try {
    const sandbox = await createSandbox({ ...request.options, log: request.isQuiet ? undefined : write });
    process.stdout.write(`${readyLine(sandbox)}\n`);
    if (!request.isQuiet) write(greeting(sandbox));
    await stopped;
    await sandbox.close();
    return 0;
  } catch (error) {
    write(problemOf(error));
    return 1;
  }
}

/** One line of JSON for the program that waits for the sandbox. The names are those of i'mport's API. */
function readyLine({ url, impKey, impSecret, inicisApiKey, merchantCode }: Sandbox): string {
  const keys = { imp_key: impKey, imp_secret: impSecret, pg_api_key: inicisApiKey, merchant_code: merchantCode };
  return JSON.stringify({ ready: true, url, ...keys });
}

function untilSignal(process: CommandProcess): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `${message}: choose another --port, or 0 for a free one` : message;
}
