import dotenv from 'dotenv';
import { loadConfig } from '../config/load-config';
import { storeOptions } from '../composition/store-options';
import { connectStore } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { runAsProcess } from './run-as-process';
import { OUTBOX_USAGE, parseOutboxCommand, runOutboxCommand } from './run-outbox-command';

runAsProcess(async () => {
  const command = parseOutboxCommand(process.argv.slice(2));
  if (command === null) {
    process.stderr.write(`${OUTBOX_USAGE}\n`);
    return 2;
  }
  dotenv.config({ quiet: true });
  const connection = await connectStore(storeOptions(loadConfig(process.env), 1));
  try {
    return await runOutboxCommand(
      {
        deadLetters: createDeadLetters(connection),
        now: () => new Date(),
        print: (text) => process.stdout.write(`${text}\n`),
        printError: (text) => process.stderr.write(`${text}\n`),
      },
      command,
    );
  } finally {
    await connection.close();
  }
});
