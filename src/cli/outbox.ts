import { randomUUID } from 'node:crypto';
import dotenv from 'dotenv';
import { pino } from 'pino';
import { loadConfig } from '../config/load-config';
import { SYSTEM_CLOCK_AND_RANDOM } from '../composition/clock-and-random';
import { LIMITS } from '../composition/limits';
import { storeOptions } from '../composition/store-options';
import { wireResends } from '../composition/wire-resends';
import { NO_METRICS } from '../metrics/metrics';
import { connectStore } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { createOrders } from '../store/orders';
import { commandActor } from './command-actor';
import { OUTBOX_USAGE, parseOutboxCommand } from './outbox-arguments';
import { runAsProcess } from './run-as-process';
import { runOutboxCommand } from './run-outbox-command';

runAsProcess(async () => {
  const command = parseOutboxCommand(process.argv.slice(2));
  if (command === null) {
    process.stderr.write(`${OUTBOX_USAGE}\n`);
    return 2;
  }
  dotenv.config({ quiet: true });
  const config = loadConfig(process.env);
  const connection = await connectStore(storeOptions(config, 1));
  const parts = { connection, config, clockAndRandom: SYSTEM_CLOCK_AND_RANDOM, metrics: NO_METRICS };
  try {
    return await runOutboxCommand(
      {
        // Its passes, which alone write to the log, do not run here.
        ...wireResends({ ...parts, logger: pino({ level: 'silent' }) }, createOrders(connection, LIMITS)),
        deadLetters: createDeadLetters(connection),
        actor: commandActor(),
        now: () => new Date(),
        newId: randomUUID,
        print: (text) => process.stdout.write(`${text}\n`),
        printError: (text) => process.stderr.write(`${text}\n`),
      },
      command,
    );
  } finally {
    await connection.close();
  }
});
