import { randomUUID } from 'node:crypto';
import dotenv from 'dotenv';
import { loadConfig } from '../config/load-config';
import { storeOptions } from '../composition/store-options';
import { createRecordAudit } from '../services/record-audit';
import { createAuditLog } from '../store/audit-log';
import { connectStore } from '../store/connection';
import { createDeadLetters } from '../store/dead-letters';
import { commandActor } from './command-actor';
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
  const now = () => new Date();
  try {
    return await runOutboxCommand(
      {
        deadLetters: createDeadLetters(connection),
        recordAudit: createRecordAudit({ auditLog: createAuditLog(connection), newId: randomUUID, now }),
        actor: commandActor(),
        now,
        print: (text) => process.stdout.write(`${text}\n`),
        printError: (text) => process.stderr.write(`${text}\n`),
      },
      command,
    );
  } finally {
    await connection.close();
  }
});
