import { describeError } from './describe-error';

/** Runs a command as this process, which ends with the command's exit code, or with 1 after an error. */
export function runAsProcess(command: () => Promise<number>): void {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${describeError(error)}\n`);
      process.exitCode = 1;
    },
  );
}
