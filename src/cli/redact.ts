import { randomUUID } from 'node:crypto';
import dotenv from 'dotenv';
import { redactionDeps } from '../composition/create-redact-pass';
import { storeOptions } from '../composition/store-options';
import { loadConfig } from '../config/load-config';
import { connectStore } from '../store/connection';
import { createOrderKeys } from '../store/order-keys';
import { runAsProcess } from './run-as-process';
import { readRedactArguments, REDACT_USAGE, runRedact } from './run-redact';

runAsProcess(async () => {
  const wanted = readRedactArguments(process.argv.slice(2));
  if (wanted === null) {
    process.stderr.write(REDACT_USAGE);
    return 2;
  }
  dotenv.config({ quiet: true });
  const connection = await connectStore(storeOptions(loadConfig(process.env), 1));
  try {
    const deps = redactionDeps(connection, { now: () => new Date(), newId: randomUUID });
    const print = (text: string) => void process.stdout.write(text);
    return await runRedact({ ...deps, keys: createOrderKeys(connection), print }, wanted);
  } finally {
    await connection.close();
  }
});
