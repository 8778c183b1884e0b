import dotenv from 'dotenv';
import { LIMITS } from '../composition/limits';
import { ConfigError, loadConfig } from '../config/load-config';
import { readExport } from '../services/read-export';
import { connectStore } from '../store/connection';
import { createMoneyOrders } from '../store/money-orders';
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
    // The message of a settings, database or file error is enough; a stack would not help.
    const isExplained = error instanceof ConfigError || (error instanceof Error && 'code' in error);
    process.stderr.write(`${isExplained ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  },
);
