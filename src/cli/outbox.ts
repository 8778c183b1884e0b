import dotenv from 'dotenv';
import { loadConfig } from '../config/load-config';
import { LIMITS } from '../composition/limits';
import { connectStore } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { describeError } from './describe-error';
import { OUTBOX_USAGE, parseOutboxCommand, runOutboxCommand } from './run-outbox-command';

async function main(): Promise<number> {
  const command = parseOutboxCommand(process.argv.slice(2));
  if (command === null) {
    process.stderr.write(`${OUTBOX_USAGE}\n`);
    return 2;
  }
  dotenv.config({ quiet: true });
  const { mongodbUri } = loadConfig(process.env);
  const connection = await connectStore({
    uri: mongodbUri,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    heartbeatMs: LIMITS.databaseHeartbeatMs,
    poolSize: 1,
  });
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
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  },
);
