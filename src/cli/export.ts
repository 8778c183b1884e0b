import dotenv from 'dotenv';
import { storeOptions } from '../composition/store-options';
import { loadConfig } from '../config/load-config';
import { readExport } from '../services/read-export';
import { connectStore } from '../store/connection';
import { createMoneyOrders } from '../store/money-orders';
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
    const deps = { moneyOrders: createMoneyOrders(connection), now: () => new Date() };
    await runExport((kind, period) => readExport(deps, kind, period), wanted);
    process.stdout.write(`${wanted.out}\n`);
    return 0;
  } finally {
    await connection.close();
  }
});
