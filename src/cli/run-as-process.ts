import { KeysFileError } from '../config/keys-file';
import { ConfigError } from '../config/load-config';

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

/** What a process prints of the error that ends it. A settings, database or file error is told by its message alone. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A stack would not help where the message says what to do.
  return error instanceof ConfigError || error instanceof KeysFileError || 'code' in error
    ? error.message
    : String(error.stack);
}
