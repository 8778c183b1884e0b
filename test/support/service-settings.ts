import type { Sandbox } from '../../sandbox/iamport/create-sandbox';

/** The API key of the shop's server in tests. */
export const ORDERS_API_KEY = 'test-orders-key-0123456789';

/** The default settings of a service in tests: live mode, a free port, this database and sandbox. */
export function serviceSettings(
  databaseUri: string,
  { url, impKey, impSecret, inicisApiKey }: Pick<Sandbox, 'url' | 'impKey' | 'impSecret' | 'inicisApiKey'>,
) {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    HOST: '127.0.0.1',
    MONGODB_URI: databaseUri,
    IAMPORT_API_URL: url,
    IAMPORT_API_KEY: impKey,
    IAMPORT_API_SECRET: impSecret,
    INICIS_API_KEY: inicisApiKey,
    IAMPORT_MODE: 'live',
    ORDERS_API_KEY,
  };
}
