import dotenv from 'dotenv';
import { startProgress } from './progress';
import { runAsProcess } from './run-as-process';
import { runReconcile } from './run-reconcile';

dotenv.config({ quiet: true });
runAsProcess(() =>
  runReconcile(process.argv.slice(2), {
    env: process.env,
    print: (text) => void process.stdout.write(text),
    printError: (text) => void process.stderr.write(text),
    startProgress: (what, total) => startProgress(what, total, process.stderr),
  }),
);
