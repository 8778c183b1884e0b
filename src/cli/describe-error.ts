import { KeysFileError } from '../config/keys-file';
import { ConfigError } from '../config/load-config';

/** What a process prints of the error that ends it. A settings, database or file error is told by its message alone. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A stack would not help where the message says what to do.
  return error instanceof ConfigError || error instanceof KeysFileError || 'code' in error
    ? error.message
    : String(error.stack);
}
