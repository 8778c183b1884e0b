import type { Sandbox } from '../iamport/create-sandbox';
import { createSandbox } from '../iamport/create-sandbox';
import { loadConfig } from '../../src/config';
import { createLogger } from '../../src/logger';
import { startService, type Service } from '../../src/start-service';
import { createDemoLog, type DemoLog } from './demo-log';
import type { DemoOptions } from './demo-options';

/** The demo's own key for `/orders`; it opens nothing else. */
export const DEMO_ORDERS_KEY = 'demo-orders-key-0000';

/** Sandbox and service, wired to each other. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly service: Service;
  readonly log: DemoLog;
  /** Stops the service, then the sandbox; the database is its starter's. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the sandbox and, against it, the real service in live mode: the mode that refuses payments of test channels.
 *
 * @throws the error of `listen` where a port is taken; CheckoutError `unavailable` where the database is out of reach
 */
export async function startDemo(options: DemoOptions, mongodbUri: string): Promise<Demo> {
  const sandbox = await createSandbox({ port: options.sandboxPort, host: options.host });
  const log = createDemoLog();
  try {
    const service = await startService(demoConfig(options, mongodbUri, sandbox), createLogger('info', log));
    sandbox.settings.change({ webhookUrl: `${service.url}/payments/webhook` });
    return {
      sandbox,
      service,
      log,
      async stop() {
        await service.stop();
        await sandbox.close();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

function demoConfig({ port, host }: DemoOptions, mongodbUri: string, sandbox: Sandbox) {
  return loadConfig({
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: host,
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: DEMO_ORDERS_KEY,
  });
}
