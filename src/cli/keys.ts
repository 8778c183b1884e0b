import { randomBytes } from 'node:crypto';
import dotenv from 'dotenv';
import { runAsProcess } from './run-as-process';
import { runKeysCommand } from './run-keys-command';

dotenv.config({ quiet: true });
runAsProcess(() =>
  runKeysCommand(process.argv.slice(2), {
    defaultFile: process.env['OPERATOR_KEYS_FILE'],
    now: () => new Date(),
    randomBytes,
    print: (text) => void process.stdout.write(text),
    printError: (text) => void process.stderr.write(text),
  }),
);
