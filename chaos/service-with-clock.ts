import { loadConfig } from '../src/config';
import { createLogger } from '../src/logger';
import { startService } from '../src/start-service';
import { SYSTEM_WORLD } from '../src/world';

/**
 * The service with a clock that goes ahead by `CLOCK_AHEAD_MS`, so that a test need not wait for the leases of killed
 * instances to run out. Otherwise as `src/main.ts`.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
  const service = await startService(config, logger, {
    ...SYSTEM_WORLD,
    now: () => new Date(Date.now() + aheadMs),
  });
  logger.info({ url: service.url }, 'listening');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
