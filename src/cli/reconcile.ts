import dotenv from 'dotenv';
import { startProgress } from './progress';
import { runReconcile } from './run-reconcile';

dotenv.config({ quiet: true });
runReconcile(process.argv.slice(2), {
  env: process.env,
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  startProgress: (what, total) => startProgress(what, total, process.stderr),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
