import { randomUUID } from 'node:crypto';
import dotenv from 'dotenv';
import { storeOptions } from '../composition/store-options';
import { loadConfig } from '../config/load-config';
import { readExport } from '../services/read-export';
import { createRecordAudit } from '../services/record-audit';
import { createAuditLog } from '../store/audit-log';
import { connectStore } from '../store/connection';
import { createMoneyOrders } from '../store/money-orders';
import { commandActor } from './command-actor';
import { EXPORT_USAGE, readExportArguments } from './export-arguments';
import { runAsProcess } from './run-as-process';
import { runExport } from './run-export';

runAsProcess(async () => {
  const wanted = readExportArguments(process.argv.slice(2));
  if (wanted === null) {
    process.stderr.write(EXPORT_USAGE);
    return 2;
  }
  dotenv.config({ quiet: true });
  const connection = await connectStore(storeOptions(loadConfig(process.env), 1));
  try {
    const now = () => new Date();
    const recordAudit = createRecordAudit({ auditLog: createAuditLog(connection), newId: randomUUID, now });
    const deps = { moneyOrders: createMoneyOrders(connection), recordAudit, now };
    await runExport((kind, period) => readExport(deps, kind, period, commandActor()), wanted);
    process.stdout.write(`${wanted.out}\n`);
    return 0;
  } finally {
    await connection.close();
  }
});
