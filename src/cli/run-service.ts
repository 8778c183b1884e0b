import dotenv from 'dotenv';
import { loadConfig } from '../config/load-config';
import { createLogger } from '../composition/create-logger';
import { startService, type Service } from '../composition/start-service';
import { describeError } from './run-as-process';

/** Runs the service as this process: settings from the environment, signals, exit codes. */
export function runService(): void {
  run().catch((error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(1);
  });
}

async function run(): Promise<void> {
  dotenv.config({ quiet: true });
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const starting = startService(config, logger);

  // Before anything is waited for: the first process of a container is not ended by a signal that it does not handle.
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'stopping: open requests finish first');
    stopOnceStarted(starting).then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Without keys to read, the signal ends the process, as a closed terminal expects.
  if (config.operatorKeysFile !== null) {
    process.on('SIGHUP', () => void starting.then((service) => service.reloadKeys()).catch(() => undefined));
  }
  config.warnings.forEach((warning) => logger.warn(warning));

  const service = await starting;
  logger.info({ url: service.url, iamport_mode: config.iamport.mode }, 'listening');
  await service.started.catch(async (error: unknown) => {
    isStopping = true;
    await service.stop().catch(() => undefined);
    throw error;
  });
}

async function stopOnceStarted(starting: Promise<Service>): Promise<void> {
  const service = await starting;
  await service.stop();
}
