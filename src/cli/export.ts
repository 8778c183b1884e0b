import dotenv from 'dotenv';
import { LIMITS } from '../composition/limits';
import { loadConfig } from '../config/load-config';
import { readExport } from '../services/read-export';
import { connectStore } from '../store/connection';
import { createMoneyOrders } from '../store/money-orders';
import { describeError } from './describe-error';
import { EXPORT_USAGE, readExportArguments } from './export-arguments';
import { runExport } from './run-export';

async function main(): Promise<number> {
  const wanted = readExportArguments(process.argv.slice(2));
  if (wanted === null) {
    process.stderr.write(EXPORT_USAGE);
    return 2;
  }
  dotenv.config({ quiet: true });
  const { mongodbUri } = loadConfig(process.env);
  const connection = await connectStore({
    uri: mongodbUri,
    operationTimeoutMs: LIMITS.databaseOperationMs,
    poolSize: 1,
  });
  try {
    const deps = { moneyOrders: createMoneyOrders(connection), now: () => new Date() };
    await runExport((kind, period) => readExport(deps, kind, period), wanted);
    process.stdout.write(`${wanted.out}\n`);
    return 0;
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
