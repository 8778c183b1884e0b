import dotenv from 'dotenv';
import { ConfigError, loadConfig } from './config/load-config';
import { createLogger } from './composition/create-logger';
import { startService } from './composition/start-service';

async function main(): Promise<void> {
  dotenv.config({ quiet: true });
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  config.warnings.forEach((warning) => logger.warn(warning));

  const service = await startService(config, logger);
  logger.info({ url: service.url, iamport_mode: config.iamport.mode }, 'listening');

  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'stopping: open requests finish first');
    service.stop().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await service.started.catch(async (error: unknown) => {
    isStopping = true;
    await service.stop().catch(() => undefined);
    throw error;
  });
}

main().catch((error: unknown) => {
  // The message of a settings, database or system error is enough; a stack would not help.
  const isExplained = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  process.stderr.write(`${isExplained ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
