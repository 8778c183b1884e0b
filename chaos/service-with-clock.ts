import { loadConfig } from '../src/config/load-config';
import { createLogger } from '../src/composition/create-logger';
import { startService } from '../src/composition/start-service';
import { SYSTEM_CLOCK_AND_RANDOM } from '../src/composition/clock-and-random';

/**
 * The service with a clock that goes ahead by `CLOCK_AHEAD_MS`, so that a test need not wait for the leases of killed
 * instances to run out. Otherwise as `src/cli/run-service.ts`.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
  const service = await startService(config, logger, {
    ...SYSTEM_CLOCK_AND_RANDOM,
    now: () => new Date(Date.now() + aheadMs),
  });
  logger.info({ url: service.url }, 'listening');
  await service.started;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
