import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, type Sandbox } from '../iamport/create-sandbox';
import { createShop, type Shop } from '../shop/create-shop';
import { loadConfig } from '../../src/config/load-config';
import { createLogger } from '../../src/composition/create-logger';
import { startService, type Service } from '../../src/composition/start-service';
import { browsableUrl } from './browsable-url';
import { makeDemoKeys, type DemoKey } from './demo-keys';
import { createDemoLog, type DemoLog } from './demo-log';
import type { DemoOptions } from './demo-options';
import { sameOrigins } from './same-origins';

/** The demo's own key for `/orders`; it opens nothing else. */
export const DEMO_ORDERS_KEY = 'demo-orders-key-0000';

/** Sandbox, shop and service, wired to each other. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly service: Service;
  readonly log: DemoLog;
  /** The keys that open the desk. */
  readonly keys: readonly DemoKey[];
  /** Stops the service, the shop and the sandbox; the database is its starter's. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the sandbox, a shop and, between them, the real service in live mode: the mode that refuses payments of test
 * channels. What was started is stopped where the rest does not start.
 *
 * @throws the error of `listen` where a port is taken; CheckoutError `unavailable` where the database is out of reach
 */
export async function startDemo(options: DemoOptions, mongodbUri: string): Promise<Demo> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const sandbox = await createSandbox({ port: options.sandboxPort, host: options.host });
    stops.push(() => sandbox.close());
    const keys = await makeDemoKeys();
    stops.push(keys.remove);
    const log = createDemoLog();
    const started: { service?: Service } = {};
    const shop = await openShop(options, sandbox, () => started.service);
    stops.push(() => shop.close());
    const config = demoConfig(options, { mongodbUri, sandbox, shop, keysFile: keys.file });
    const service = await startService(config, createLogger('info', log));
    stops.push(() => service.stop());
    await service.started;
    await firstWindow(sandbox);
    started.service = service;
    sandbox.settings.change({ webhookUrl: `${service.url}/payments/webhook` });
    return { sandbox, shop, service, log, keys: keys.keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Waits until the first window of payments was asked for: it would settle the first orders of the tour before their reports.
 * A database of an earlier demo may have had its window just now, so the wait is short.
 */
async function firstWindow(sandbox: Sandbox): Promise<void> {
  const limit = new AbortController();
  const reached = sandbox.calls.reached('GET /payments/status/:payment_status', 1).finally(() => limit.abort());
  await Promise.race([reached, sleep(1_000, undefined, { signal: limit.signal }).catch(() => undefined)]);
}

/** The shop comes before the service, which has to be told the shop's address. */
function openShop({ shopPort, host }: DemoOptions, sandbox: Sandbox, service: () => Service | undefined) {
  return createShop({
    port: shopPort,
    host,
    ordersApiKey: DEMO_ORDERS_KEY,
    sandboxUrl: browsableUrl(sandbox.url),
    merchantCode: sandbox.merchantCode,
    serviceUrl: () => service()?.url ?? null,
    deskUrl: () => `${service()?.url}/desk`,
  });
}

interface Surroundings {
  readonly mongodbUri: string;
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly keysFile: string;
}

function demoConfig(options: DemoOptions, { mongodbUri, sandbox, shop, keysFile }: Surroundings) {
  return loadConfig({
    NODE_ENV: 'development',
    PORT: String(options.port),
    HOST: options.host,
    MONGODB_URI: mongodbUri,
    IAMPORT_API_URL: sandbox.url,
    IAMPORT_API_KEY: sandbox.impKey,
    IAMPORT_API_SECRET: sandbox.impSecret,
    INICIS_API_KEY: sandbox.inicisApiKey,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY: DEMO_ORDERS_KEY,
    OPERATOR_KEYS_FILE: keysFile,
    DESK: 'on',
    PREPARE_AMOUNTS: options.prepareAmounts,
    CORS_ORIGINS: sameOrigins(browsableUrl(shop.url)).join(','),
    CHECKOUT_RESULT_URL: browsableUrl(shop.resultUrl),
  });
}
